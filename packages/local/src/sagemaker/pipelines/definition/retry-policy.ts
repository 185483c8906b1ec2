import { z } from "zod";

/** Why a step's attempt came to nothing, in the service's terms. */
const exceptionTypes = [
  "Step.SERVICE_FAULT",
  "Step.THROTTLING",
  "SageMaker.JOB_INTERNAL_ERROR",
  "SageMaker.CAPACITY_ERROR",
  "SageMaker.RESOURCE_LIMIT",
] as const;

export type ExceptionType = (typeof exceptionTypes)[number];

/** Source, defaults among them: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-retry-policy.html */
const retryPolicy = z.strictObject({
  ExceptionType: z.array(z.enum(exceptionTypes)).min(1),
  IntervalSeconds: z.number().min(0).default(1),
  BackoffRate: z.number().min(0).default(2),
  MaxAttempts: z.int().min(1).optional(),
  ExpireAfterMin: z.int().min(1).optional(),
});

export const retryPolicies = z.array(retryPolicy);

export type RetryPolicy = z.infer<typeof retryPolicy>;
