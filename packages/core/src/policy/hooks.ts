import * as z from "zod";
import { secretName } from "./secret.ts";

export const hookSource = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, "hook sources are lower case letters, digits and hyphens, at most 32");

/** JMESPath on `{ headers, body }`: https://jmespath.org/specification.html */
const expression = z
  .string()
  .min(1, "must be a JMESPath expression")
  // Evaluated while a sender waits, on bodies of 256 kB: what is as long as a program may take as long as one.
  .max(1_000, "must have at most 1000 characters");

/** A value of the payload, found by an expression; or a fixed text. */
const fromPayload = z.union(
  [z.string().min(1), z.strictObject({ from: expression })],
  'must be a text, or { from: "a JMESPath expression on { headers, body }" }',
);

const hookSignals = [
  "retrain",
  "new data",
  "outcome",
  "approve",
  "drift report",
  "evidently report",
] as const;

/** What a verified webhook means. The first rule whose `when` is true of the payload counts. */
const rule = z.strictObject({
  /** An expression; the rule always counts without one. */
  when: expression.optional(),
  signal: z.enum(hookSignals),
  /** The model that it concerns. */
  model: fromPayload.optional(),
  /** The version that `approve` approves. */
  version: fromPayload.optional(),
  /** Why to retrain or approve, or what the new data is; the entry says it. */
  reason: fromPayload.optional(),
  /** For `outcome`: the variant that answered, how often that turned out right, and how often it was checked. */
  variant: fromPayload.optional(),
  successes: fromPayload.optional(),
  trials: fromPayload.optional(),
  /** For `outcome`: when the request came that was checked, ISO 8601. */
  at: fromPayload.optional(),
  /** For reports: where the report stands in the payload; the whole body unless given. */
  report: z.strictObject({ from: expression }).optional(),
});

/** Where a signature of the scheme `hmac` stands (HMAC-SHA256 over the body's bytes), and how it is written. */
const signature = z.strictObject({
  header: z
    .string()
    .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "must be the name of a header")
    .transform((name) => name.toLowerCase()),
  /** Hexadecimal in lower case, or base64 with its padding. */
  encoding: z.enum(["hex", "base64"]).default("hex"),
  prefix: z.string().default(""),
});

const registryText = (example: string) =>
  z
    .string()
    .min(1, `must be a text such as ${JSON.stringify(example)}`)
    .max(500, "at most 500 characters");

/** What is done about one registered model of MLflow's registry: rules that need not be written. */
const registeredModel = z.strictObject({
  /** Its name in MLflow. */
  name: registryText("frost-classifier"),
  /** The model of the fleet that it is. */
  model: z.string().min(1, "must be the name of a model of the fleet"),
  /** What a new version means, unless it has the tag `driftwheel`; nothing unless given. */
  newVersion: z.enum(["new data", "retrain"], 'must be "new data" or "retrain"').optional(),
  /** Setting this alias approves the version: only where MLflow's versions are those of the package group. */
  alias: registryText("champion").optional(),
  /** Setting this tag approves the version of the package group that is the tag's value. */
  packageTag: registryText("sagemaker_package").optional(),
});

/** Whose webhooks are taken, how they prove who they are, and what they mean. */
export const hook = z.strictObject({
  scheme: z.enum(["standard-webhooks", "github", "mlflow", "hmac"]),
  secret: secretName,
  signature: signature.optional(),
  /** For the scheme `mlflow`; what they mean is asked before the rules. */
  registeredModels: z.array(registeredModel).optional(),
  rules: z.array(rule).default([]),
});

export type Hook = z.output<typeof hook>;
export type HookRule = Hook["rules"][number];
export type RegisteredModel = z.output<typeof registeredModel>;
