import * as z from "zod";
import { s3Prefix } from "../s3-uri.ts";

/** SageMaker names no message group, which a FIFO topic wants: https://docs.aws.amazon.com/sns/latest/dg/fifo-message-grouping.html */
const topic = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[a-zA-Z0-9_-]{1,256}$/,
    "must be the ARN of an SNS topic that is no FIFO topic",
  );

/** What tells of an asynchronous endpoint's answers and errors. */
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
});

export type AsynchronousPolicy = z.output<typeof asynchronous>;
