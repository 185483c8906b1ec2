import { setTimeout as sleep } from "node:timers/promises";
import { alarmsOf, limitOf, stepsOf, type TrippedAlarm } from "../endpoints/guarded-shift.ts";
import type { InferenceComponent } from "./inference-component.ts";
import type { ComponentDeploymentConfig } from "./request.ts";

/** Milliseconds between two looks at the alarms of an update. */
const alarmInterval = 50;

type CapacitySize = ComponentDeploymentConfig["RollingUpdatePolicy"]["MaximumBatchSize"];

/** How many copies an update starts before it ends old ones: all of them unless its settings say otherwise. */
export function batchOf(settings: ComponentDeploymentConfig | null, copies: number): number {
  if (settings === null) return copies;
  const { Type, Value } = settings.RollingUpdatePolicy.MaximumBatchSize;
  return Math.max(1, Math.min(copies, Type === "COPY_COUNT" ? Value : Math.floor((copies * Value) / 100)));
}

/**
 * Gives what an update brings its share of the requests batch by batch, each of which bakes for its wait.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/deployment-guardrails-rolling.html
 *
 * @returns why it was taken back, or null when it has all of them
 */
export async function rollOver(
  component: InferenceComponent,
  settings: ComponentDeploymentConfig,
  { tripped, isClosed }: { readonly tripped: TrippedAlarm; readonly isClosed: () => boolean },
): Promise<string | null> {
  const { RollingUpdatePolicy: policy, AutoRollbackConfiguration } = settings;
  const rolling = {
    RollingUpdatePolicy: {
      WaitIntervalInSeconds: policy.WaitIntervalInSeconds,
      MaximumExecutionTimeoutInSeconds: policy.MaximumExecutionTimeoutInSeconds,
      MaximumBatchSize: inInstances(policy.MaximumBatchSize),
    },
    AutoRollbackConfiguration,
  };
  const alarms = alarmsOf(rolling);
  const limit = limitOf(rolling);
  const began = Date.now();
  for (const { share, bake } of stepsOf(rolling, component.desiredCopies)) {
    if (component.pending) component.pending.share = share;
    for (const until = Date.now() + bake; Date.now() < until && !isClosed(); ) {
      const alarm = alarms.length === 0 ? null : tripped(alarms);
      // AWS documents no words for it.
      if (alarm !== null) return `The update was rolled back because the alarm ${alarm} is in ALARM.`;
      if (limit !== null && Date.now() > began + limit)
        return `The update was rolled back because it took longer than ${limit / 1000} seconds.`;
      await sleep(Math.min(alarmInterval, Math.max(1, until - Date.now())), undefined, { ref: false });
    }
  }
  return null;
}

/** A copy is to a component what an instance is to an endpoint. */
function inInstances({ Type, Value }: CapacitySize) {
  return { Type: Type === "COPY_COUNT" ? ("INSTANCE_COUNT" as const) : Type, Value };
}
