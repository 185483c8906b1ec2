import type { DeploymentConfig } from "./deployment-config.ts";

/** The name of an alarm that is in ALARM now, of those that are named; null when none is. CloudWatch puts itself in here. */
export type TrippedAlarm = (names: readonly string[]) => string | null;

/** One step of a deployment: from its beginning on the new fleet has this share of the traffic. */
export interface ShiftStep {
  /** Above 0; 1 at the last step. */
  readonly share: number;
  /** Milliseconds in which alarms are watched before the next step. */
  readonly bake: number;
}

/**
 * The steps of an update by its settings. A canary and linear steps wait between two of them, and in the end for as long as the
 * old fleet stays; a rolling deployment waits after each batch.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green-canary.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-blue-green-linear.html,
 * https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 *
 * @param instances of the variant, where a size counts instances
 */
export function stepsOf(
  { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling }: DeploymentConfig,
  instances: number,
): readonly ShiftStep[] {
  if (rolling) {
    const wait = 1000 * rolling.WaitIntervalInSeconds;
    return sharesBy(shareOf(rolling.MaximumBatchSize, instances)).map((share) => ({ share, bake: wait }));
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  const last = 1000 * (blueGreen?.TerminationWaitInSeconds ?? 0);
  const wait = 1000 * (routing?.WaitIntervalInSeconds ?? 0);
  const shares =
    routing?.Type === "CANARY" && routing.CanarySize
      ? [shareOf(routing.CanarySize, instances), 1]
      : routing?.Type === "LINEAR" && routing.LinearStepSize
        ? sharesBy(shareOf(routing.LinearStepSize, instances))
        : [1];
  return shares.map((share, index) => ({ share, bake: index < shares.length - 1 ? wait : last }));
}

/** When a deployment is given up, in milliseconds after its beginning; null where nothing was said. */
export function limitOf({ BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig): number | null {
  const { MaximumExecutionTimeoutInSeconds: seconds } = RollingUpdatePolicy ?? BlueGreenUpdatePolicy ?? {};
  return seconds === undefined ? null : 1000 * seconds;
}

export function alarmsOf({ AutoRollbackConfiguration }: DeploymentConfig): readonly string[] {
  return (AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName }) => AlarmName);
}

type CapacitySize = NonNullable<DeploymentConfig["RollingUpdatePolicy"]>["MaximumBatchSize"];

function shareOf({ Type, Value }: CapacitySize, instances: number): number {
  return Math.min(1, Type === "CAPACITY_PERCENT" ? Value / 100 : Value / Math.max(1, instances));
}

function sharesBy(step: number): readonly number[] {
  const steps = Math.ceil(Math.round(1000 / step) / 1000);
  return Array.from({ length: steps }, (_, index) => Math.min(1, (index + 1) * step));
}
