import type { ModelPolicy } from "../../policy/policy.ts";
import type { ExpectedEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { EntryData, EntryOf } from "../../vocabulary/entry.ts";
import type { ScalingChange } from "../../vocabulary/scaling.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import { isTargetModel } from "../../vocabulary/trial/deployed-name.ts";
import { aloneOn, dividedBy, winnerVariant } from "../apart/routes.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { bakeInWords, bakeOf } from "../promotion/bake-limits.ts";
import { queueInWords } from "../promotion/bake-queue.ts";
import { differenceOf } from "../promotion/past-trials.ts";
import { afterPromotion, beforePromotion, beforeWayBack, putBack } from "../scaling/changes.ts";
import { alarmsInWords } from "../scaling/in-words.ts";
import { divisionAt } from "./challengers/division.ts";
import { onTrialInWords } from "./challengers/each.ts";
import { askGuardedBack } from "./guardrails/way-back.ts";
import { meanDifference } from "./paired/evidence.ts";
import { pairedDifference } from "./shadow/evidence.ts";
import { isShadow } from "./shadow/evolve.ts";

/** So often the way back is asked for before a person is: SageMaker may take any update back. */
const rollBacksAtMost = 3;

/** What is asked for again keeps its deadline, and takes off what was found. */
interface Again {
  readonly scaling: readonly ScalingChange[];
  readonly deadline: string;
}

/**
 * Takes the challenger off the traffic and goes back to the config before, also while it is being promoted. A held trial
 * is left as it is, and owes its roll back from now on: it is the first thing that follows when it is resumed.
 *
 * @returns false when there is nothing to roll back, or what is under way is the end of a bake or of an undo.
 */
export function rollBack(
  pending: PendingEntries,
  policy: ModelPolicy,
  reason: string,
  cause: number | undefined,
): boolean {
  const { rollout } = pending.state;
  if (!rollout || rollout.phase === "rolling-back") return false;
  if (rollout.phase === "promoting" && (rollout.bake || rollout.undoes)) return false;
  if (rollout.phase === "held") {
    if (rollout.rollBackReason !== null) return false;
    pending.write(
      "rollout-held",
      `The trial is held, and will be rolled back when it is resumed: ${reason}`,
      { rollout: rollout.rollout, reason, rollBack: reason },
      cause,
    );
    return true;
  }
  askBack(pending, policy, rollout, reason, cause);
  return true;
}

/** Asks once more for the way back that is owed. False when it was asked for often enough. */
export function rollBackAgain(
  pending: PendingEntries,
  policy: ModelPolicy,
  why: string,
  cause: number,
  again?: Again,
): boolean {
  const { rollout } = pending.state;
  if (!rollout || rollout.rollBackReason === null || rollout.rollBacks >= rollBacksAtMost) return false;
  askBack(pending, policy, rollout, rollout.rollBackReason, cause, { ...again, why });
  return true;
}

function askBack(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  reason: string,
  cause: number | undefined,
  again?: Partial<Again> & { readonly why: string },
): void {
  if (rollout.guardrails) {
    askGuardedBack(pending, policy, rollout, reason, cause, again);
    return;
  }
  const { originalConfig, trialConfig, champion, weight } = rollout;
  const because = again
    ? `${again.why} The way back is asked for once more: ${reason}`
    : `${rollout.others.length > 0 ? `The share of each challenger (${onTrialInWords(rollout)})` : "The challenger's share"} goes from ${weight}% to 0%: ${reason}`;
  // Of a trial on two endpoints no config but the original one has the champion's variant, and transform jobs have no config.
  const anew =
    rollout.apart || rollout.paired
      ? null
      : {
          fromConfig: trialConfig,
          config: trialConfig.replace(/-(?:trial|shadow)$/, "-back"),
          variant: champion.variant,
        };
  const next = { deploy: "original", config: originalConfig, anew, reason } as const;
  const { scaling = beforeWayBack(rollout, undefined), deadline } = again ?? {};
  changeWeights(pending, policy, rollout, { to: 0, next, because, cause, scaling, deadline });
}

/** Makes the challenger the sole variant. */
export function promote(
  pending: PendingEntries,
  policy: ModelPolicy,
  because: string,
  cause: number | undefined,
  { scaling, deadline }: Partial<Again> = {},
): void {
  const { rollout } = pending.state;
  if (!rollout) return;
  const winner = {
    deploy: "winner",
    fromConfig: rollout.trialConfig,
    config: rollout.soleConfig,
    variant: winnerVariant(rollout),
  } as const;
  // The old variant goes at the promotion, or at the end of the bake.
  const staysWarm = policy.rollout.bake?.keepWarm && !rollout.bake && !rollout.undoes;
  const next = staysWarm ? ({ deploy: "warm" } as const) : winner;
  changeWeights(pending, policy, rollout, {
    ...{ to: 100, next, because, cause, deadline },
    // What stays keeps its scaling.
    scaling: staysWarm ? [] : (scaling ?? beforePromotion(rollout, undefined)),
  });
}

/** The winner serves on the model's own endpoint: callers ask there alone again, before the challenger's own goes. */
export function returnRoute(pending: PendingEntries, policy: ModelPolicy, cause: number): void {
  const { rollout } = pending.state;
  if (!rollout?.apart) return;
  changeWeights(pending, policy, rollout, {
    to: 100,
    next: { deploy: "return", config: rollout.soleConfig },
    because: `Version ${rollout.challenger.version} serves on ${rollout.endpoint}: the route leads there alone again, and then ${rollout.apart.endpoint} goes.`,
    cause,
    scaling: afterPromotion(rollout),
  });
}

/** The next step of the ramp. */
export function shift(
  pending: PendingEntries,
  policy: ModelPolicy,
  to: number,
  because: string,
  cause: number,
): void {
  const { rollout } = pending.state;
  if (rollout) changeWeights(pending, policy, rollout, { to, next: null, because, cause, scaling: [] });
}

/** Stops touching the endpoint: a person is needed. */
export function hold(pending: PendingEntries, reason: string, cause: number | undefined): void {
  const { rollout, held } = pending.state;
  if (!rollout || rollout.phase === "held") return;
  // An endpoint that someone else changed is not touched, not even so.
  const scaling = held ? null : putBack(rollout);
  const { endpoint, mayHave: expected } = rollout;
  pending.write(
    "rollout-held",
    reason,
    {
      rollout: rollout.rollout,
      reason,
      rollBack: rollout.rollBackReason,
      ...(scaling ? { putBack: { endpoint, expected, scaling } } : {}),
    },
    cause,
  );
}

/** The trial is over and the challenger is the champion. */
export function endPromoted(
  pending: PendingEntries,
  ended: Rollout,
  policy: ModelPolicy,
  end: { readonly because: string; readonly config: string; readonly cause: number },
): EntryOf<"rollout-promoted"> {
  const { rollout, challenger, champion, undoes, alarms } = ended;
  const bake = bakeOf(ended, policy, pending.now);
  const difference = differenceShown(ended);
  const promoted = pending.write(
    "rollout-promoted",
    `${bake ? `${end.because} ${bakeInWords(bake, ended)}${ended.paired ? "" : queueInWords(ended.history, policy.rollout)}` : end.because}${bake?.keepWarm ? "" : goneInWords(ended)}`,
    {
      rollout,
      challenger: { package: challenger.package, version: challenger.version },
      champion: { package: champion.package },
      variant: winnerVariant(ended),
      config: end.config,
      ...(undoes || difference === 0 ? {} : { difference }),
      ...(undoes ? { undoes } : {}),
      ...(bake ? { bake } : {}),
      ...(alarms.length > 0 ? { alarms } : {}),
      // A winning artifact is what serves from now on.
      ...(isTargetModel(ended.endpoint) ? {} : goneOf(ended)),
      ...runningOf(ended),
    },
    end.cause,
  );
  clearDrift(pending, `version ${challenger.version}'s`, promoted.sequence);
  return promoted;
}

/** How much better the challenger was than the champion, as its kind of trial tells. */
function differenceShown(ended: Rollout): number {
  if (ended.paired) return meanDifference(ended.paired);
  return isShadow(ended) ? pairedDifference(ended.shadow) : differenceOf(ended);
}

/** What becomes of people's alarms on the variant that is gone; empty when there are none. */
export function goneInWords({ alarms, champion, challenger }: Rollout): string {
  return alarmsInWords(
    alarms,
    `named variant ${champion.variant}, which is gone, and will not fire any more: let them name ${challenger.variant}, or the endpoint.`,
  );
}

/** Drift was of the champion that is replaced. */
function clearDrift(pending: PendingEntries, whose: string, cause: number): void {
  const { confirmed } = pending.state.drift;
  if (!confirmed) return;
  pending.write(
    "drift-cleared",
    `The champion that drifted since ${confirmed.since} is replaced; evidence is gathered anew against ${whose} own baseline: its package's, or one of the policy's that is written while it serves.`,
    { why: "champion-replaced", cusum: 0, until: pending.now.toISOString() },
    cause,
  );
}

/** The trial is over and the champion stays. */
export function endRolledBack(
  pending: PendingEntries,
  rollout: Rollout,
  end: {
    readonly because: string;
    readonly reason: string;
    readonly config: string;
    readonly cause: number;
  },
): EntryOf<"rollout-rolled-back"> {
  const { bake } = rollout;
  const back = pending.write(
    "rollout-rolled-back",
    `${end.because}${alarmsInWords(rollout.alarms, `name variant ${rollout.champion.variant}, and see all of the traffic again.`)}`,
    {
      rollout: rollout.rollout,
      challenger: { package: rollout.challenger.package, version: rollout.challenger.version },
      ...(rollout.others.length > 0
        ? {
            others: rollout.others.map(({ challenger: { package: arn, version } }) => ({
              package: arn,
              version,
            })),
          }
        : {}),
      champion: { package: rollout.champion.package },
      config: end.config,
      reason: end.reason,
      ...(rollout.undoes ? { undoes: rollout.undoes } : {}),
      ...(bake ? { takesBack: bake.promotion } : {}),
      ...(rollout.alarms.length > 0 ? { alarms: rollout.alarms } : {}),
      // With a promotion it went, unless it is an artifact that serves until now.
      ...(bake && !isTargetModel(rollout.endpoint) ? {} : goneOf(rollout)),
      ...runningOf(rollout),
    },
    end.cause,
  );
  if (bake) clearDrift(pending, "the old champion's", back.sequence);
  return back;
}

/** The challenger's own endpoint, which goes with its trial. */
function goneOf({
  apart,
  trialConfig,
}: Pick<Rollout, "apart" | "trialConfig">): Pick<EntryData["rollout-promoted"], "gone"> {
  if (!apart) return {};
  const { endpoint, parameter, keptFor } = apart;
  return { gone: { apart: { endpoint, parameter, keptFor }, config: trialConfig } };
}

/** The challenger's transform jobs that nobody waits for any more. */
function runningOf({ paired }: Rollout): Pick<EntryData["rollout-promoted"], "stop"> {
  const running = (paired?.runs ?? []).filter(({ read }) => read === null || read.status === "running");
  return running.length > 0 ? { stop: running.map(({ job }) => job) } : {};
}

function changeWeights(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  change: {
    /** The challenger's share in percent. */
    readonly to: number;
    readonly next: EntryData["weights-shifted"]["next"];
    readonly because: string;
    readonly cause: number | undefined;
    readonly scaling: readonly ScalingChange[];
    /** As long as the policy says from now on, unless it is given. */
    readonly deadline?: string | undefined;
  },
): void {
  const { to, next, because, cause, scaling, deadline } = change;
  const weights = divisionAt(rollout, to);
  pending.write(
    "weights-shifted",
    because,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to,
      weights,
      endpoint: rollout.endpoint,
      changeDeadline:
        deadline ?? new Date(pending.now.getTime() + policy.rollout.changeDeadline).toISOString(),
      expected: expectedBefore(rollout, weights, next),
      next,
      ...(scaling.length > 0 ? { scaling } : {}),
      ...routeChange(pending.state.model, rollout, to, next),
      ...modelRouteChange(rollout, to),
    },
    cause,
  );
}

/** What callers are told; nothing where weights divide the traffic. */
function routeChange(
  model: string,
  rollout: Rollout,
  to: number,
  next: EntryData["weights-shifted"]["next"],
): Pick<EntryData["weights-shifted"], "route"> {
  const { apart, endpoint } = rollout;
  if (!apart) return {};
  const { routes, ...its } = apart;
  // Which artifact of a multi-model endpoint answers is the route's to say, so that nothing else has to be deployed.
  const isOver =
    next?.deploy === "original" ||
    next?.deploy === "return" ||
    (next?.deploy === "winner" && isTargetModel(endpoint));
  const route = isOver ? aloneOn(model, endpoint, next.config) : dividedBy(model, rollout, apart, to);
  return { route: { route, expected: routes, apart: its } };
}

/** Which model transform jobs shall use; nothing where an endpoint answers. */
function modelRouteChange(
  { paired, challenger, originalConfig, soleConfig }: Rollout,
  to: number,
): Pick<EntryData["weights-shifted"], "modelRoute"> {
  if (!paired) return {};
  const { parameter } = paired;
  return {
    modelRoute:
      to === 100
        ? {
            parameter,
            uses: soleConfig,
            anew: { package: challenger.package, championModel: originalConfig },
          }
        : { parameter, uses: originalConfig, anew: null },
  };
}

/** On the way back the weights go first, so that the config that follows finds either. */
function expectedBefore(
  { mayHave, apart }: Rollout,
  asked: Readonly<Record<string, number>>,
  next: EntryData["weights-shifted"]["next"],
): ExpectedEndpoint {
  return next?.deploy === "original" && !apart
    ? { configs: mayHave.configs, weights: mayHave.weights && [...mayHave.weights, asked] }
    : mayHave;
}
