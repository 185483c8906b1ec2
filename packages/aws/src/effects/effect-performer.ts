import type { Effect, EffectAnswer } from "@driftwheel/core/vocabulary/effect.ts";
import type { EffectPerformer } from "@driftwheel/core/vocabulary/ports.ts";
import type { NotifierSettings } from "../alerts/notifier.ts";
import { inTime } from "../clients/time-limit.ts";
import { failureOfEffect } from "../failure.ts";

/** Where effects go that the entry itself does not name. */
export interface Destinations extends NotifierSettings {
  /** Name or ARN of Driftwheel's own bus. */
  readonly bus: string;
  /** Name or ARN of the durable function, with a version or alias. */
  readonly rolloutFunction: string;
}

/** Performs every effect on AWS. Each service's SDK is loaded by the effect that needs it. */
export function awsEffects(destinations: Destinations): EffectPerformer {
  return {
    async perform(effect) {
      try {
        return await inTime(destinations.clock, () => act(effect, destinations));
      } catch (error) {
        throw failureOfEffect(error, effect.kind);
      }
    },
  };
}

async function act(effect: Effect, destinations: Destinations): Promise<EffectAnswer> {
  const { bus, rolloutFunction } = destinations;
  switch (effect.kind) {
    case "publish-entry":
      return (await import("./publish-entry.ts")).publishEntry(effect, bus);
    case "send-alert":
      return (await import("./send-alert.ts")).sendAlert(effect, destinations);
    case "start-pipeline":
      return (await import("./start-pipeline.ts")).startPipeline(effect);
    case "start-retraining":
      return (await import("./start-retraining.ts")).startRetraining(effect);
    case "stop-training":
      return (await import("./stop-training.ts")).stopTraining(effect);
    case "register-package":
      return (await import("./register-package.ts")).registerPackage(effect);
    case "set-approval":
      return (await import("./set-approval.ts")).setApproval(effect);
    case "start-rollout":
      return (await import("./start-rollout.ts")).startRollout(effect, rolloutFunction);
    case "deploy-trial":
      return (await import("./endpoint/deploy-trial.ts")).deployTrial(effect);
    case "deploy-guarded":
      return (await import("./endpoint/deploy-guarded.ts")).deployGuarded(effect);
    case "deploy-winner":
      return (await import("./endpoint/deploy-winner.ts")).deployWinner(effect);
    case "restore-config":
      return (await import("./endpoint/restore-config.ts")).restoreConfig(effect);
    case "shift-weights":
      return (await import("./endpoint/shift-weights.ts")).shiftWeights(effect);
    case "set-scaling":
      return (await import("./endpoint/set-scaling.ts")).setScaling(effect);
    case "raise-capacity":
      return (await import("./endpoint/raise-capacity.ts")).raiseCapacity(effect);
    case "create-endpoint":
      return (await import("./apart/create-endpoint.ts")).createEndpoint(effect);
    case "set-route":
      return (await import("./apart/set-route.ts")).setRoute(effect);
    case "set-model-route":
      return (await import("./batch/set-model-route.ts")).setModelRoute(effect);
    case "create-transform-job":
      return (await import("./batch/create-transform-job.ts")).createTransformJob(effect);
    case "stop-transform-job":
      return (await import("./batch/stop-transform-job.ts")).stopTransformJob(effect);
    case "delete-endpoint":
      return (await import("./apart/delete-endpoint.ts")).deleteEndpoint(effect, destinations.clock);
    case "mark-package":
      return (await import("./mark-package.ts")).markPackage(effect);
  }
}
