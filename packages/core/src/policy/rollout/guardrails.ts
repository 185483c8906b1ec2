import * as z from "zod";
import { duration } from "../duration.ts";

/** SageMaker takes whole percents. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CapacitySize.html */
const percent = (least: number) =>
  z
    .int("must be a whole number, in percent")
    .gte(least, `must be at least ${least}, in percent`)
    .lte(50, "must be at most 50, in percent");

/**
 * How SageMaker shifts the traffic to a version that takes the champion's variant name. The limits are those of
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_TrafficRoutingConfig.html and
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_RollingUpdatePolicy.html
 */
const shift = z.union([
  z.literal("all at once"),
  /** So much of the traffic first, and after the wait the rest. */
  z.strictObject({ canary: percent(1), wait: duration }),
  /** So much more at each step, with the wait after each. */
  z.strictObject({ linear: percent(10), wait: duration }),
  /** So many of the instances are replaced at a time, with the wait after each batch. */
  z.strictObject({ rolling: percent(5), wait: duration }),
]);

/** SageMaker's deployment guardrails in the place of a trial: its alarms alone judge. */
export const guardrails = z.strictObject({
  shift,
  /** How long the old instances stay once the new ones have all of the traffic, and the alarms may still take it back. */
  terminationWait: duration.optional(),
  /** When SageMaker gives the deployment up; its own limit unless given. */
  maximumTime: duration.optional(),
  /** CloudWatch alarms, any of which makes SageMaker go back. */
  alarms: z
    .array(z.string().min(1).max(255, "must be at most 255 characters"))
    .min(1, "needs at least one alarm: nothing else judges such a deployment")
    .max(10, "must be at most 10: SageMaker takes no more"),
});

export type Guardrails = z.output<typeof guardrails>;
