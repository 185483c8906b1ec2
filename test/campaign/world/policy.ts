import { withCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Fleet, FleetInput, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { FleetRefused } from "@driftwheel/core/policy/refusal/fault.ts";
import { policy as mainJob } from "../../world/main-job.ts";
import { retrainers } from "../../world/retrainers.ts";
import type { PolicyChange } from "../faults/fault.ts";
import type { Plan } from "../faults/plan.ts";
import { dataBucket, exportJobs, featureGroup } from "./data-files.ts";

export const { pipeline } = mainJob.retrain;

/** The one model of every run. */
export const model = "orchard";
export const guardAlarm = "orchard-errors";

const byPerson = { by: "person", within: "30 minutes", atDeadline: "reject" } as const;

/** The policy that a run begins with. */
export function firstPolicy({
  approve,
  atDeadline,
  bake,
  retrains,
  waits,
}: Pick<Plan, "approve" | "atDeadline" | "bake" | "retrains" | "waits">): ModelPolicyInput {
  const policy: ModelPolicyInput = {
    ...mainJob,
    retrain: { ...mainJob.retrain, cooldown: "1 hour", budget: { perMonth: "$16", perRun: "$4" } },
    approve: approve === "automatically" ? "automatically" : byPerson,
    rollout: {
      ...mainJob.rollout,
      deadline: "75 minutes",
      atDeadline,
      guards: { errorRate: 0.01, alarms: [guardAlarm] },
      ...(bake === "none" ? {} : { bake: { for: "25 minutes", keepWarm: bake === "warm" } }),
    },
  };
  return waitingFor(waits, retrainedBy({ retrains }, policy));
}

/** So many files are enough, and so long none may come. */
export const filesEnough = 5;
export const silence = 2 * 3_600_000;

function waitingFor(waits: Plan["waits"], policy: ModelPolicyInput): ModelPolicyInput {
  if (waits === "nothing") return policy;
  const sources = {
    files: { prefix: `s3://${dataBucket}/labelled/`, atLeast: { files: filesEnough } },
    "feature-group": {
      ...{ featureGroup, offlineStore: `s3://${dataBucket}` },
      atLeast: { records: 10 * filesEnough },
    },
    exports: {
      dataWrangler: { jobs: exportJobs, output: `s3://${dataBucket}/prepared/` },
      atLeast: { files: filesEnough },
    },
  };
  return {
    ...policy,
    retrain: { ...policy.retrain, freshData: { ...sources[waits], staleAfter: "2 hours" } },
  };
}

/** The policy of a pipeline, with another way to retrain. A job's deadline is one that a late one misses. */
function retrainedBy({ retrains }: Pick<Plan, "retrains">, policy: ModelPolicyInput): ModelPolicyInput {
  if (retrains === "pipeline") return policy;
  const { pipeline: _, ...retrain } = policy.retrain;
  const metric = retrains === "automl-job" ? "metrics.MAE.value" : "metrics.validation:mae.value";
  const own = retrains === "state-machine" || retrains === "function";
  return {
    ...policy,
    // An AutoML job takes no parameters.
    retrain: { ...retrain, with: retrainers[retrains], deadline: "1 hour", parameters: {} },
    gate: own ? policy.gate : [{ metric, atMost: 3 }],
  };
}

/** What a team makes of its policy; what is refused together with an earlier change is never deployed. */
export function changedPolicy(policy: ModelPolicyInput, change: PolicyChange): ModelPolicyInput {
  const changed = withChange(policy, change);
  try {
    fleetWith(changed);
    return changed;
  } catch (error) {
    if (error instanceof FleetRefused) return policy;
    throw error;
  }
}

function withChange(policy: ModelPolicyInput, change: PolicyChange): ModelPolicyInput {
  const rollout = (changes: Partial<ModelPolicyInput["rollout"]>) => ({
    ...policy,
    rollout: { ...policy.rollout, ...changes },
  });
  switch (change) {
    case "longer-ramp":
      return rollout({ ramp: [5, 20, 40, 60] });
    case "shorter-ramp":
      return rollout({ ramp: [25] });
    case "short-deadline":
      return rollout({ deadline: "20 minutes" });
    case "promote-at-deadline":
      return rollout({ atDeadline: "promote" });
    case "hold-at-deadline":
      return rollout({ atDeadline: "hold" });
    case "no-guards":
      return rollout({ guards: {} });
    case "rare-looks":
      return rollout({ lookEvery: "15 minutes", pollEvery: "2 minutes" });
    case "pipeline-retrains": {
      const { with: _, ...retrain } = policy.retrain;
      return { ...policy, retrain: { ...retrain, pipeline: mainJob.retrain.pipeline }, gate: mainJob.gate };
    }
    case "by-a-person":
      return { ...policy, approve: byPerson };
    case "automatically":
      return { ...policy, approve: "automatically" };
  }
}

/** Ten minutes of training cost a dollar, and an hour more than the policy's estimate, which is four. */
const costs = {
  own: { training: { "ml.m5.large": "6" }, hosting: { "ml.m5.large": "0.115" } },
} as const;

const fleets = new WeakMap<ModelPolicyInput, Fleet>();
const noModels = defineFleet({ models: {} });

/** Checked once for each policy that a run has. */
export function fleetWith(policy: ModelPolicyInput | null): Fleet {
  if (policy === null) return noModels;
  const known = fleets.get(policy);
  if (known) return known;
  // A fleet as its file would have it; defineFleet checks it.
  const fleet = withCosts(defineFleet({ models: { [model]: policy }, costs } as FleetInput));
  fleets.set(policy, fleet);
  return fleet;
}
