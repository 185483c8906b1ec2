import type { ModelPolicy } from "../../policy/policy.ts";
import type { EntryKind, EntryOf } from "../../vocabulary/entry.ts";
import type { LookFailed } from "../../vocabulary/signal.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import { inWords } from "../../words/duration.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { comparisonOf, eachOf } from "../rollout/challengers/each.ts";
import { rollBack } from "../rollout/end.ts";
import { isShadow } from "../rollout/shadow/evolve.ts";

/** Writes down why a look could not be read; it is tried again, and the sweep tells people when that goes on. */
export function decideOnFailedLook(
  pending: PendingEntries,
  { kind, rollout: name, look, error }: LookFailed,
): void {
  const { rollout } = pending.state;
  if (rollout?.rollout !== name || look !== rollout.looks + 1) return;
  pending.write("signal-observed", `Look ${look} could not be read: ${error}`, {
    signal: kind,
    failedLook: { look, error },
  });
}

/**
 * Tells of a trial, or a bake, at which nobody looks: looks that fail, or an execution that its next one did not
 * replace. A trial that is past its deadline is rolled back, since only a look would end it.
 */
export function sweepLooks(pending: PendingEntries, policy: ModelPolicy): void {
  const { rollout, held, paused, unconfirmed } = pending.state;
  if (!rollout || held || unconfirmed || rollout.change || rollout.readUntil === null) return;
  if (rollout.phase !== "looking" && rollout.phase !== "shadowing" && rollout.phase !== "baking") return;
  const silent = pending.now.getTime() - Date.parse(rollout.readUntil);
  // An execution that died gets one more chance first. Where sweeps are as far apart as its patience lasts,
  // each would begin it again, and nobody would ever hear of it.
  const isFirstChance =
    rollout.executions <= 2 && pending.entries.some(({ kind }) => kind === "rollout-restarted");
  if (!pending.state.unwatched.looks && !isFirstChance && silent > patienceOf(rollout, policy)) {
    const why =
      rollout.failedLook === null ? "Nobody says why." : `The last try failed: ${rollout.failedLook}`;
    const words = `Nothing of ${rollout.rollout} was read since ${rollout.readUntil}, for ${inWords(silent)}. ${why}`;
    pending.write("monitoring-lost", words, {
      subject: "looks",
      problem: { reason: "no-looks", words },
      count: Math.floor(silent / policy.rollout.lookEvery),
      since: rollout.readUntil,
    });
  }
  const deadline = (isShadow(rollout) && rollout.shadow.deadline) || rollout.deadline;
  const isOver = pending.now.getTime() >= Date.parse(deadline);
  if (!pending.state.unwatched.looks || rollout.phase === "baking" || paused || !isOver) return;
  const { sequence } = pending.state.unwatched.looks;
  const reason = `The deadline of ${deadline} passed, and nobody could look at the trial since ${rollout.readUntil}.`;
  rollBack(pending, policy, reason, sequence);
}

/** Kinds of entries that tell of a look. */
const looksOf: ReadonlySet<EntryKind> = new Set<EntryKind>([
  "shadow-looked",
  "paired-looked",
  "rollout-looked",
  "rollout-watched",
]);

/** An execution that died is begun again first; looks that fail are known to. */
function patienceOf({ failedLook }: Rollout, { rollout }: ModelPolicy): number {
  const { lookEvery, period, metricLag } = rollout;
  const restart = 3 * lookEvery + period;
  return (failedLook === null ? 2 * restart : restart) + metricLag;
}

/** Tells of looks that see traffic and no outcomes: the trial cannot come to a proof so. */
export function tellMissingOutcomes(
  pending: PendingEntries,
  { data: { judges, champion, challenger }, sequence }: EntryOf<"rollout-looked">,
  { drift, rollout: rules }: ModelPolicy,
): void {
  const { unwatched } = pending.state;
  // Where there is only one its variant may be named otherwise in looks of before.
  const one = pending.state.rollout;
  const rollout = one && one.others.length > 0 ? comparisonOf(one, challenger.variant) : one;
  if (rollout?.phase !== "looking" || unwatched.outcomes || judges.includes("outcomes")) return;
  if (rollout.looks < drift.blindAfter || champion.invocations + challenger.invocations === 0) return;
  const { totals } = rollout;
  const without = [
    ...(totals.champion.trials === 0 ? ["the champion"] : []),
    ...(totals.challenger.trials === 0
      ? [rollout.others.length > 0 ? `version ${rollout.challenger.version}` : "the challenger"]
      : []),
  ].join(" and ");
  const words = `${rollout.looks} looks saw no outcome of ${without}: only errors and latency are judged, and nothing can show that the challenger is ${rules.promoteWhen}.`;
  pending.write(
    "monitoring-lost",
    words,
    {
      subject: "outcomes",
      problem: { reason: "no-outcomes", words },
      count: rollout.looks,
      since: rollout.startedAt,
    },
    sequence,
  );
}

/** What is not seen of a trial is over with what was missing, or with the trial. */
export function restoreTrial(pending: PendingEntries): void {
  const { looks, outcomes } = pending.state.unwatched;
  const { rollout } = pending.state;
  const looked = pending.entries.find(({ kind }) => looksOf.has(kind));
  if (looks && (looked || !rollout)) {
    pending.write(
      "monitoring-restored",
      looked ? "A look was taken." : "There is no trial to look at any more.",
      { subject: "looks", reason: looks.problem.reason },
      looked?.sequence ?? looks.sequence,
    );
  }
  const isKnown =
    rollout !== null &&
    eachOf(rollout).every(({ totals }) => totals.champion.trials > 0 && totals.challenger.trials > 0);
  if (outcomes && (isKnown || !rollout || rollout.bake)) {
    pending.write(
      "monitoring-restored",
      isKnown ? "Outcomes of both variants have arrived." : "The trial is over.",
      { subject: "outcomes", reason: outcomes.problem.reason },
      outcomes.sequence,
    );
  }
}
