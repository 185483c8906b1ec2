import type { CapacitySize, DeploymentConfig } from "@aws-sdk/client-sagemaker";
import type { GuardedDeployment } from "@driftwheel/core/vocabulary/trial/guarded-deployment.ts";

/** A guarded deployment in SageMaker's own fields: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html */
export function deploymentConfig({
  shift,
  terminationWaitSeconds,
  maximumSeconds,
  alarms,
}: GuardedDeployment): DeploymentConfig {
  const limit = maximumSeconds === null ? {} : { MaximumExecutionTimeoutInSeconds: maximumSeconds };
  const rollback =
    alarms.length === 0
      ? {}
      : { AutoRollbackConfiguration: { Alarms: alarms.map((AlarmName) => ({ AlarmName })) } };
  if (shift.kind === "rolling")
    return {
      RollingUpdatePolicy: {
        MaximumBatchSize: capacity(shift.percent),
        WaitIntervalInSeconds: shift.waitSeconds,
        ...limit,
      },
      ...rollback,
    };
  return {
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: routing(shift),
      TerminationWaitInSeconds: terminationWaitSeconds,
      ...limit,
    },
    ...rollback,
  };
}

function routing(
  shift: Exclude<GuardedDeployment["shift"], { readonly kind: "rolling" }>,
): NonNullable<DeploymentConfig["BlueGreenUpdatePolicy"]>["TrafficRoutingConfiguration"] {
  switch (shift.kind) {
    case "all at once":
      return { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 0 };
    case "canary":
      return {
        Type: "CANARY",
        CanarySize: capacity(shift.percent),
        WaitIntervalInSeconds: shift.waitSeconds,
      };
    case "linear":
      return {
        Type: "LINEAR",
        LinearStepSize: capacity(shift.percent),
        WaitIntervalInSeconds: shift.waitSeconds,
      };
  }
}

function capacity(percent: number): CapacitySize {
  return { Type: "CAPACITY_PERCENT", Value: percent };
}
