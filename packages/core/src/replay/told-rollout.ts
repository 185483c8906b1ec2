import type { PendingEntries } from "../decider/entries/pending-entries.ts";
import { alphaOf, marginFor } from "../decider/promotion/past-trials.ts";
import { rampOf } from "../decider/rollout/challengers/division.ts";
import { alphaEachWay } from "../decider/rollout/evidence/alpha.ts";
import { minimumEffectsOf } from "../decider/rollout/evidence/minimum-effects.ts";
import { judgeLook } from "../decider/rollout/look.ts";
import { verdict } from "../decider/rollout/verdict.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { EndpointFact } from "../vocabulary/fact.ts";
import type { State } from "../vocabulary/state.ts";
import type { LookMetrics } from "../vocabulary/trial/look-metrics.ts";

type Looked = EntryOf<"rollout-looked">;

/** The start of a trial as the policy would have written it, of what the champion showed then. */
export function startedUnder(
  { because, data, at }: EntryOf<"rollout-started">,
  state: State,
  policy: ModelPolicy,
): Pick<EntryOf<"rollout-started">, "because" | "data"> {
  // What SageMaker was asked for it has done: no look of it is decided on again.
  if (data.guardrails) return { because, data };
  const { alpha: _, ...told } = data;
  const until = (milliseconds: number) => new Date(Date.parse(at) + milliseconds).toISOString();
  const among = 1 + (data.others?.length ?? 0);
  const alpha = alphaOf(policy.rollout, state.pastTrials, new Date(at)) / among;
  const [share] = rampOf(policy.rollout.ramp, among);
  // One whose champion is scaled begins with none of the traffic, and an undo with what it needs.
  const weight = data.weight === 0 || data.undoes || share === undefined ? data.weight : share;
  return {
    because: because.replace(`with ${data.weight}% of the traffic`, `with ${weight}% of the traffic`),
    data: {
      ...told,
      weight,
      deadline: until(policy.rollout.deadline),
      changeDeadline: until(policy.rollout.changeDeadline),
      minimumEffects: { ...minimumEffectsOf(policy.rollout), ...marginFor(state, policy) },
      ...(alpha < alphaEachWay ? { alpha } : {}),
    },
  };
}

/**
 * Decides by the policy on what a look counted. Where a variant is scaled, or the challenger is given instances first,
 * what follows from a verdict rests on what the endpoint was then, which no ledger keeps: then the verdict alone is compared.
 *
 * @param besides the same look at other challengers
 * @param after what followed from the look in the ledger
 */
export function decideOnToldLook(
  pending: PendingEntries,
  [looked, ...besides]: readonly [Looked, ...Looked[]],
  after: readonly Entry[],
  policy: ModelPolicy,
): "decided" | "as-told" {
  const { rollout, paused } = pending.state;
  if (!rollout) return "as-told";
  const { look } = looked.data;
  const metrics: LookMetrics = metricsOf(looked);
  const others = besides.map(metricsOf);
  if (rollout.scaling || after.some(({ kind }) => kind === "challenger-prepared")) {
    const { decision } = verdict(rollout, metrics, policy.rollout, pending.now);
    if (decision === looked.data.decision) return "as-told";
  }
  const acts = !["continue", "not-enough-data"].includes(looked.data.decision);
  const wasBusy = acts && after.length === 0 && !paused;
  const read = others.length > 0 ? { ...metrics, others } : metrics;
  judgeLook(
    pending,
    rollout,
    { look, metrics: read },
    { endpoint: endpointOf(pending.state, wasBusy) },
    policy,
  );
  return "decided";
}

function metricsOf({ data }: Looked): LookMetrics {
  const { start, end, champion, challenger, requests, backlogs } = data;
  return {
    ...{ start, end, champion, challenger },
    ...(requests && { requests }),
    ...(backlogs && { backlogs }),
  };
}

function endpointOf({ rollout, endpoint }: State, isBusy: boolean): EndpointFact {
  return {
    exists: true,
    status: isBusy ? "Updating" : "InService",
    config: rollout?.trialConfig ?? endpoint?.config ?? null,
    pendingConfig: null,
    variants: endpoint?.variants ?? [],
    failureReason: null,
  };
}
