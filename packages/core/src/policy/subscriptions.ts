import * as z from "zod";
import { entryKinds } from "./entry-kinds.ts";
import { secretName } from "./secret.ts";

export const subscriptionName = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,31}$/,
    "subscription names are lower case letters, digits and hyphens, at most 32",
  );

/** Who is sent entries by webhook. */
export const subscription = z.strictObject({
  /** Where to; or, where the address itself is a secret (Slack's is), the SSM parameter that holds it. */
  url: z.union([z.string(), z.strictObject({ parameter: secretName })]),
  /** What the receiver understands. */
  format: z.enum(["standard", "pagerduty", "slack"]).default("standard"),
  /** Key to the signature, or PagerDuty's routing key. */
  secret: secretName.optional(),
  /** Every kind unless told. */
  kinds: z.array(z.enum([...entryKinds, "alert-raised", "alert-escalated", "alert-resolved"])).optional(),
  /** Every model unless told. */
  models: z.array(z.string()).optional(),
});

export type Subscription = z.output<typeof subscription>;
