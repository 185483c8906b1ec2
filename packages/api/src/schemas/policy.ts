import { z } from "@hono/zod-openapi";

const settingSchema = z
  .object({
    path: z.string().openapi({
      description: "Where it stands in the model's policy.",
      example: "drift.sensitivity.falseAlarmsPerYear",
    }),
    value: z.string().openapi({
      description: "As it is in force; durations in words, money in dollars.",
      example: "6 hours",
    }),
  })
  .openapi("PolicySetting");

export const policySchema = z
  .object({
    model: z.string().openapi({ example: "frost" }),
    settings: z.array(settingSchema).openapi({
      description: "In the policy's order, with what holds by default. It has no secrets.",
    }),
  })
  .openapi("Policy", { description: "A model's policy as it is in force." });

export type PolicySetting = z.infer<typeof settingSchema>;
