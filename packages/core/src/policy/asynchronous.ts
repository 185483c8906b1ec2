import * as z from "zod";
import { duration } from "./duration.ts";
import { s3Prefix } from "./s3-uri.ts";

/** SageMaker names no message group, which a FIFO topic wants: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-grouping.html */
const topic = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[a-zA-Z0-9_-]{1,256}$/,
    "must be the ARN of an SNS topic that is no FIFO topic",
  );

/** What tells of an asynchronous endpoint's answers and errors, and how long its queue may be. */
export const asynchronous = z.strictObject({
  /** `AsyncInferenceConfig.OutputConfig.NotificationConfig.SuccessTopic` of the endpoint's config. */
  successTopic: topic,
  /** `ErrorTopic` of the same. */
  errorTopic: topic,
  /**
   * Where callers put what they ask, `s3://bucket/prefix`; the prediction log is filled from there. Needs `outputs` and
   * `drift.predictionLog`.
   */
  inputs: s3Prefix.optional(),
  /** `S3OutputPath` of the same, where the answers are read for the prediction log. */
  outputs: s3Prefix.optional(),
  /** When people are told of the queue. */
  backlog: z
    .strictObject({
      /** More requests than these that wait or are with the model. */
      atMost: z.int().gte(1, "must be at least 1").optional(),
      /** A request that waits for longer. */
      oldest: duration.optional(),
      /** For so long it must be so. */
      for: duration.default(600_000),
    })
    .refine(({ atMost, oldest }) => atMost !== undefined || oldest !== undefined, {
      message: "needs one of atMost and oldest",
    })
    .optional(),
});

export type AsynchronousPolicy = z.output<typeof asynchronous>;
