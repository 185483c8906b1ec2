import { z } from "@hono/zod-openapi";

const pageSchema = z
  .object({
    label: z.string().openapi({ example: "Endpoint frost-prod" }),
    url: z.string().openapi({
      example:
        "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/endpoints/frost-prod",
    }),
  })
  .openapi("PageLink", { description: "A page with what an answer is about." });

export const pagesSchema = z.array(pageSchema).openapi({
  description:
    "In the AWS console, in Studio where the fleet names its domain, and of the MLflow run where runs are written. Only pages whose addresses are known.",
});

/** As the answers have them. */
export type PageLinks = z.infer<typeof pagesSchema>;
