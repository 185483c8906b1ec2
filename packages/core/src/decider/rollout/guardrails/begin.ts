import { servedName } from "../../../policy/batch/served.ts";
import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Undo, VersionReference } from "../../../vocabulary/entry.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import { heaviestVariant, packageVersion } from "../../../vocabulary/state.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { minimumEffectsOf } from "../evidence/minimum-effects.ts";
import { historyOf } from "../evidence/seed.ts";
import { executionName } from "../execution.ts";
import { deploymentOf, firstShareOf, longestOf, undoDeployment } from "./deployment.ts";
import { alarmsInWords, shiftInWords } from "./in-words.ts";

interface Beginning {
  readonly because: string;
  readonly undoes?: Undo;
  readonly cause: number;
}

/** Where the policy has SageMaker shift the traffic: a version takes the champion's variant name, and its alarms judge it. */
export function startGuarded(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { guardrails, bake } = policy.rollout;
  const champion = heaviestVariant(facts.endpoint?.variants ?? []);
  if (!guardrails || !champion) return;
  const deployment = deploymentOf(guardrails);
  const before = packageVersion(champion.package);
  const replaced = before === null ? "what serves" : `version ${before}`;
  const judge = bake
    ? "No statistics are taken until it serves alone: SageMaker's alarms judge it, and the bake after them."
    : "No statistics are taken: SageMaker's alarms alone judge it.";
  beginGuarded(pending, challenger, facts, policy, {
    because: `Version ${challenger.version} takes the place of ${replaced} under the name ${champion.name}, by SageMaker's guardrails: ${shiftInWords(deployment)}; ${alarmsInWords(deployment)} takes it back. ${judge}`,
    cause,
  });
}

/** Writes down that a version is deployed under the champion's variant name, with all that is fixed from then on. */
export function beginGuarded(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  { because, undoes, cause }: Beginning,
): void {
  const { state, now } = pending;
  const { guardrails, changeDeadline } = policy.rollout;
  const variants = facts.endpoint?.variants ?? [];
  const champion = heaviestVariant(variants);
  if (!guardrails || !champion || !state.endpoint) return;
  const deployment = undoes ? undoDeployment : deploymentOf(guardrails);
  const rollout = `${state.model}-v${challenger.version}-${state.rollouts + 1}`;
  const name = `driftwheel-${rollout}`;
  const deadline = new Date(now.getTime() + longestOf(deployment, changeDeadline)).toISOString();
  pending.write(
    "rollout-started",
    because,
    {
      rollout,
      executionName: executionName(rollout, 1),
      challenger: {
        package: challenger.package,
        version: challenger.version,
        // The name stays, so that callers, alarms and scaling that say it go on.
        variant: champion.name,
        model: `${name}-model`,
      },
      champion: { package: champion.package, variant: champion.name },
      endpoint: servedName(policy),
      fromConfig: state.endpoint.config,
      // It serves alone with what it is deployed with.
      config: `${name}-sole`,
      weight: firstShareOf(deployment),
      deadline,
      changeDeadline: deadline,
      expected: {
        configs: [state.endpoint.config],
        weights: [Object.fromEntries(variants.map((variant) => [variant.name, variant.weight]))],
      },
      history: historyOf(facts.championHistory, policy.rollout.outcomes),
      minimumEffects: minimumEffectsOf(policy.rollout),
      guardrails: deployment,
      ...(undoes ? { undoes } : {}),
    },
    cause,
  );
}
