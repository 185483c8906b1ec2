import type { ModelPolicy } from "../policy.ts";
import type { Fault } from "../refusal/fault.ts";
import type { Section } from "../rules/section.ts";
import { triedOn } from "../serving/serving.ts";

const instead = "leave it out, so that versions are tried one after another";

/** Where several challengers cannot be tried at once, and why. */
export function challengerFaults(policy: ModelPolicy, section: Section): readonly Fault[] {
  const { rollout, serving } = policy;
  if (!rollout.challengers) return [];
  const fault = (problem: string, remedy = instead) => [
    section.fault(["rollout", "challengers"], problem, { remedy }),
  ];
  if (policy.component !== undefined)
    return fault(
      "needs variants that share one endpoint, and a component's challenger has a component of its own",
    );
  if (policy.targetModel)
    return fault(
      "needs variants that share one endpoint, and the challenger of one of many models is an artifact beside it",
    );
  if (serving === "batch")
    return fault(
      'needs requests that are shared out, and with serving "batch" each version transforms the same input',
    );
  if (triedOn(policy) === "endpoints" || serving !== "real time")
    return fault(
      `needs several variants on one endpoint, and with serving ${JSON.stringify(serving)} SageMaker takes one`,
    );
  if (rollout.guardrails)
    return fault(
      "does not go with rollout.guardrails, where one version replaces another under one variant name",
      "leave it out, or write ramp: [10, 50] in the place of guardrails",
    );
  if (rollout.shadow)
    return fault(
      "does not go with rollout.shadow: beside a shadow SageMaker takes one production variant",
      "leave one of them out; without a shadow the first step of the ramp may be small",
    );
  if (rollout.ramp.length === 0)
    return fault(
      "needs a ramp, by which the challengers are given traffic",
      "write ramp: [10, 30] beside it",
    );
  return [];
}
