import { defineFleet } from "../define-fleet.ts";
import type {
  BatchPolicyInput,
  Fleet,
  FleetInput,
  ModelPolicy,
  ModelPolicyInput,
  UntriedPolicyInput,
} from "../policy.ts";

/** The policy of a model as a person writes it: what must be there, but for what a test is about. */
export function policyInput(name: string, changes: Partial<ModelPolicyInput> = {}): ModelPolicyInput {
  return {
    endpoint: `${name}-prod`,
    packageGroup: name,
    drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4 } },
    retrain: { pipeline: `${name}-train` },
    gate: [{ metric: "mae", atMost: 2 }],
    approve: "automatically",
    rollout: { ramp: [20] },
    ...changes,
  };
}

/** The same, checked and completed. */
export function policyFor(name: string, changes: Partial<ModelPolicyInput> = {}): ModelPolicy {
  const { [name]: policy } = fleetOf({ [name]: changes }).models;
  if (!policy) throw new Error(`The fleet has no ${name}.`);
  return policy;
}

/**
 * A fleet of these models, each with what its policy says differently.
 *
 * @param settings what the fleet says beside its models
 */
export function fleetOf(
  models: Readonly<Record<string, Partial<ModelPolicyInput>>>,
  settings: Omit<FleetInput, "models"> = {},
): Fleet {
  const written = Object.entries(models).map(([name, changes]) => [
    name,
    withoutTrial(policyInput(name, changes)),
  ]);
  return defineFleet({ models: Object.fromEntries(written), ...settings });
}

/** What is not tried says nothing of how; with a route it is tried on two endpoints, by guardrails on its own, and a batch in transform jobs where it says so. */
function withoutTrial(written: ModelPolicyInput): ModelPolicyInput | UntriedPolicyInput | BatchPolicyInput {
  const { serving = "real time", rollout, batch, ...others } = written;
  if (serving === "real time" || (serving !== "batch" && (written.route || rollout.guardrails)))
    return written;
  if (serving !== "batch") return { ...others, serving };
  const { endpoint, route, ...rest } = others;
  return {
    ...rest,
    serving,
    ...(rollout.paired ? { rollout } : {}),
    batch: batch ?? { jobs: endpoint },
    route: route ?? { parameter: `/${endpoint}/route` },
    drift: { capture: "s3://captured/batch", ...rest.drift },
  };
}
