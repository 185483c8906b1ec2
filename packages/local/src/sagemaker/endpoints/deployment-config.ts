import { z } from "zod";
import type { ProductionVariant } from "../endpoint-configs/request.ts";
import { invalid } from "../errors.ts";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CapacitySize.html */
const capacitySize = z.object({
  Type: z.enum(["INSTANCE_COUNT", "CAPACITY_PERCENT"]),
  Value: z.int(),
});

const waitSeconds = z.int();
const timeoutSeconds = z.int().optional();

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_AutoRollbackConfig.html */
export const autoRollback = z.object({
  Alarms: z.array(z.object({ AlarmName: z.string() })).optional(),
});

/** Source: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html */
export const deploymentConfig = z.object({
  BlueGreenUpdatePolicy: z
    .object({
      TrafficRoutingConfiguration: z.object({
        Type: z.enum(["ALL_AT_ONCE", "CANARY", "LINEAR"]),
        WaitIntervalInSeconds: waitSeconds,
        CanarySize: capacitySize.optional(),
        LinearStepSize: capacitySize.optional(),
      }),
      TerminationWaitInSeconds: waitSeconds.optional(),
      MaximumExecutionTimeoutInSeconds: timeoutSeconds,
    })
    .optional(),
  RollingUpdatePolicy: z
    .object({
      MaximumBatchSize: capacitySize,
      WaitIntervalInSeconds: waitSeconds,
      MaximumExecutionTimeoutInSeconds: timeoutSeconds,
      RollbackMaximumBatchSize: capacitySize.optional(),
    })
    .optional(),
  AutoRollbackConfiguration: autoRollback.optional(),
});

export type DeploymentConfig = z.infer<typeof deploymentConfig>;

type CapacitySize = z.infer<typeof capacitySize>;

/** Refuses a deployment's settings that contradict each other. */
export function checkSettings({ BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig): void {
  if (BlueGreenUpdatePolicy && RollingUpdatePolicy) {
    throw invalid("Only one update policy is allowed: a BlueGreenUpdatePolicy or a RollingUpdatePolicy.");
  }
  if (RollingUpdatePolicy) checkShare("MaximumBatchSize", RollingUpdatePolicy.MaximumBatchSize, 5);
  const { Type, CanarySize, LinearStepSize } = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration ?? {};
  if (Type === "CANARY") checkShare("CanarySize", CanarySize, 1);
  if (Type === "LINEAR") checkShare("LinearStepSize", LinearStepSize, 10);
}

/**
 * Refuses a guarded update that the features of the endpoint exclude; `inService` names its variants.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-exclusions.html
 */
export function checkGuardrails(
  { BlueGreenUpdatePolicy, RollingUpdatePolicy }: DeploymentConfig,
  inService: readonly string[],
  next: readonly ProductionVariant[],
): void {
  const routing = BlueGreenUpdatePolicy?.TrafficRoutingConfiguration.Type ?? "ALL_AT_ONCE";
  // What every update without settings does.
  if (!RollingUpdatePolicy && routing === "ALL_AT_ONCE") return;
  const kind = RollingUpdatePolicy ? "rolling" : "blue/green";
  const before = inService.toSorted();
  const after = next.map(({ VariantName }) => VariantName).toSorted();
  if (before.join() !== after.join()) {
    throw invalid(
      `A ${kind} deployment needs the same variant names in the new endpoint configuration (${after.join(", ")}) as in the old one (${before.join(", ")}).`,
    );
  }
  if (next.some(({ ServerlessConfig }) => ServerlessConfig !== undefined)) {
    throw invalid(`Serverless endpoints do not support ${kind} deployments.`);
  }
  if (RollingUpdatePolicy && next.length > 1) {
    throw invalid("Endpoints with several variants do not support rolling deployments.");
  }
}

/** Of all instances; how many those are when a size counts instances is known only when it runs. */
function checkShare(name: string, size: CapacitySize | undefined, least: number): void {
  if (!size) throw invalid(`The deployment configuration needs a ${name}.`);
  if (size.Type === "CAPACITY_PERCENT" && (size.Value < least || size.Value > 50)) {
    throw invalid(`The ${name} must be ${least}% to 50% of the capacity.`);
  }
}
