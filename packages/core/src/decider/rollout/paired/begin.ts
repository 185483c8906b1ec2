import { servedName } from "../../../policy/batch/served.ts";
import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Undo, VersionReference } from "../../../vocabulary/entry.ts";
import type { Facts } from "../../../vocabulary/fact.ts";
import { heaviestVariant } from "../../../vocabulary/state.ts";
import type { PairedTrial } from "../../../vocabulary/trial/paired-runs.ts";
import { inWords } from "../../../words/duration.ts";
import { percent } from "../../../words/numbers.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { alphaOf, marginFor } from "../../promotion/past-trials.ts";
import { alphaEachWay } from "../evidence/alpha.ts";
import { minimumEffectsOf } from "../evidence/minimum-effects.ts";
import { historyOf } from "../evidence/seed.ts";
import { executionName } from "../execution.ts";

interface Beginning {
  readonly because: string;
  readonly undoes?: Undo;
  readonly cause: number;
}

/** What the policy asks of a trial in transform jobs; null where it asks for none. */
function pairedTrialOf({ rollout: { paired }, quality, route }: ModelPolicy): PairedTrial | null {
  if (!paired || !route) return null;
  const { outputs, runs, minRows, agreement, slowerBy, longestRun, bake = null } = paired;
  return {
    parameter: route.parameter,
    outputs: outputs.replace(/\/+$/, ""),
    ...{ limits: runs, minRows, slowerBy, longestRun, bake },
    labels: quality !== undefined,
    agreement: agreement?.atLeast ?? null,
  };
}

/** A version goes on trial in transform jobs of its own, which nobody but the trial reads. */
export function startPaired(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const trial = pairedTrialOf(policy);
  if (!trial) return;
  const judged = [
    ...(trial.labels ? [`is ${policy.rollout.promoteWhen} by what turned out of the same rows`] : []),
    ...(trial.agreement === null
      ? []
      : [`gives the champion's answer to ${percent(trial.agreement)} of the rows`]),
  ].join(" and ");
  beginPaired(pending, challenger, facts, policy, {
    because: `Version ${challenger.version} goes on trial: it transforms the inputs of the next ${trial.limits.atMost} transform jobs ${servedName(policy)} at most, within ${inWords(policy.rollout.deadline)}, and answers nobody. It takes the jobs once it ${judged}, in ${trial.limits.atLeast} of them at least.`,
    cause,
  });
}

/** Writes down that a version is tried in transform jobs, or comes back to them, with all that is fixed from then on. */
export function beginPaired(
  pending: PendingEntries,
  challenger: VersionReference,
  facts: Facts,
  policy: ModelPolicy,
  { because, undoes, cause }: Beginning,
): void {
  const { state, now } = pending;
  const paired = pairedTrialOf(policy);
  const champion = heaviestVariant(facts.endpoint?.variants ?? []);
  if (!paired || !champion || !state.endpoint) return;
  const rollout = `${state.model}-v${challenger.version}-${state.rollouts + 1}`;
  const model = `driftwheel-${rollout}-model`;
  const alpha = alphaOf(policy.rollout, state.pastTrials, now);
  const until = (milliseconds: number) => new Date(now.getTime() + milliseconds).toISOString();
  pending.write(
    "rollout-started",
    because,
    {
      rollout,
      executionName: executionName(rollout, 1),
      challenger: { package: challenger.package, version: challenger.version, variant: champion.name, model },
      champion: { package: champion.package, variant: champion.name },
      endpoint: servedName(policy),
      fromConfig: state.endpoint.config,
      // What the route names, for what serves.
      config: model,
      weight: 0,
      deadline: until(policy.rollout.deadline),
      changeDeadline: until(policy.rollout.changeDeadline),
      expected: { configs: [state.endpoint.config], weights: [{ [champion.name]: 1 }] },
      history: historyOf(facts.championHistory, policy.rollout.outcomes),
      minimumEffects: { ...minimumEffectsOf(policy.rollout), ...marginFor(state, policy) },
      ...(alpha < alphaEachWay ? { alpha } : {}),
      ...(undoes ? { undoes } : {}),
      paired,
    },
    cause,
  );
}
