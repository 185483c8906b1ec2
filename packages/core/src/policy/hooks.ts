import * as z from "zod";
import { secretName } from "./secret.ts";

export const hookSource = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, "hook sources are lower case letters, digits and hyphens, at most 32");

/** A value of the payload, found by a JMESPath expression; or a fixed text. */
const fromPayload = z.union([z.string(), z.strictObject({ from: z.string().min(1) })]);

/** What a verified webhook means. The first rule whose `when` is true of the payload counts. */
const rule = z.strictObject({
  /** A JMESPath expression on `{ headers, body }`; the rule always counts without one. */
  when: z.string().min(1).optional(),
  signal: z.enum(["retrain", "new data", "outcome", "approve", "drift report", "evidently report"]),
  /** The model that it concerns. */
  model: fromPayload.optional(),
  /** The version that `approve` approves. */
  version: fromPayload.optional(),
});

/** Whose webhooks are taken, how they prove who they are, and what they mean. */
export const hook = z.strictObject({
  scheme: z.enum(["standard-webhooks", "github", "hmac"]),
  secret: secretName,
  /** For `hmac`: where the signature stands, and how it is written. */
  signature: z
    .strictObject({
      header: z.string().min(1),
      encoding: z.enum(["hex", "base64"]).default("hex"),
      prefix: z.string().default(""),
    })
    .optional(),
  rules: z.array(rule).min(1, "needs at least one rule: a webhook that means nothing is taken for nothing"),
});

export type Hook = z.output<typeof hook>;
