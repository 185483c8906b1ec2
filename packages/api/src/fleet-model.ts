import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { Problem } from "./problems/problem.ts";

/** The policy of a model that a request names. @throws Problem when the fleet has no such model. */
export function policyNamed(model: string, { models }: Fleet): ModelPolicy {
  const policy = Object.hasOwn(models, model) ? models[model] : undefined;
  if (!policy) throw new Problem("not-found", { detail: `The fleet has no model "${model}".` });
  return policy;
}
