import * as z from "zod";
import { s3Statistics } from "../s3-uri.ts";
import { autoMLJobTemplate, trainingJobTemplate, tuningJobTemplate } from "./templates.ts";
import { usualRegistration } from "./usual-registration.ts";

/** How a version is registered of what a job trained. */
const registration = z.strictObject({
  /** The image that serves it; the one that trained it unless given. */
  image: z.string().min(1).max(255).optional(),
  contentTypes: z
    .array(z.string().min(1))
    .min(1, 'needs at least one, such as "text/csv"')
    .default(usualRegistration.contentTypes),
  responseTypes: z
    .array(z.string().min(1))
    .min(1, 'needs at least one, such as "text/csv"')
    .default(usualRegistration.responseTypes),
  environment: z.record(z.string(), z.string()).optional(),
  /** What the monitor compares live inputs with: statistics that are there, or the rows that were trained on. */
  baseline: z
    .strictObject({
      statistics: s3Statistics.optional(),
      constraints: z
        .string()
        .regex(/^s3:\/\/[^/]+\/.+\.json$/, "must be a constraints.json in S3")
        .optional(),
      /** Columns of the training channel that the model is not asked, by name or by place from 0. */
      without: z
        .array(z.union([z.string().min(1), z.int().gte(0)], "must be a column's name, or its place from 0"))
        .optional(),
    })
    .optional(),
});

/** What retrains instead of a pipeline; exactly one of the first five. */
export const retrainer = z.strictObject({
  trainingJob: trainingJobTemplate.optional(),
  tuningJob: tuningJobTemplate.optional(),
  autoMLJob: autoMLJobTemplate.optional(),
  /** It registers the version itself, as a pipeline does. */
  stateMachine: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:stateMachine:[^:]+$/,
      "must be the ARN of a standard state machine, without a version or an alias",
    )
    .optional(),
  /** It registers the version itself, by the time of `registerWithin`. */
  function: z
    .string()
    .regex(
      /^(arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:function:)?[a-zA-Z0-9-_]{1,64}(:[a-zA-Z0-9-_]+)?$/,
      "must be a Lambda function's name or ARN",
    )
    .optional(),
  register: registration.optional(),
  /** After so many interruptions a spot training job goes on from its checkpoint on capacity that is not taken back. */
  onDemandAfter: z
    .int("must be a whole number of interruptions, such as 2")
    .gte(1, "must be at least 1")
    .lte(100, "must be at most 100")
    .optional(),
  /** A tuning job begins with what the last one found. */
  warmStart: z.boolean().optional(),
});

export type RetrainerSection = z.output<typeof retrainer>;
export type Registration = z.output<typeof registration>;
