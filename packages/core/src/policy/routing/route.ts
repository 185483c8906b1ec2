import * as z from "zod";
import { duration } from "../duration.ts";

/** How callers of a model know which endpoint to ask, while it may have two. */
export const route = z.strictObject({
  /** The SSM parameter that holds the route (packages/core/src/routing/route.ts). */
  parameter: z
    .string()
    .regex(
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html
      /^\/(?!aws\/|ssm\/)[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+){0,14}$/,
      'must be the whole name of an SSM parameter, such as "/frost/route"',
    )
    .max(500, "must be at most 500 characters"),
  /** For how long callers go by what they have read of it, at most. */
  keptFor: duration.default(60_000),
  /** Whether the invoke proxy is deployed and answers for the model. */
  proxy: z.boolean().default(false),
});
