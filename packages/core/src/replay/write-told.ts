import type { PendingEntries } from "../decider/entries/pending-entries.ts";
import { recordObstacleOnce } from "../decider/retraining/decide.ts";
import {
  cooldown,
  obstacleToAskedRetraining,
  obstacleToRetraining,
} from "../decider/retraining/obstacles.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { Entry, EntryData, EntryOf } from "../vocabulary/entry.ts";
import type { State } from "../vocabulary/state.ts";
import { startedUnder } from "./told-rollout.ts";

/** How far the replay's own ledger still goes along with the one that is told. */
export interface Course {
  /** Both have the same kinds of entries under the same sequences so far. */
  readonly aligned: boolean;
  /** The replay's own entry for one of the ledger; undefined where it has none. */
  refer(sequence: number): number | undefined;
  /** The retraining that the ledger has under way, or the version that it registered, is the replay's as well. */
  readonly sharesRetraining: boolean;
}

/**
 * Writes an entry as the ledger has it, where it is true of the replay's own state: what became of a trial that is not on
 * trial here never happened. What the policy says of it is the policy's.
 *
 * @returns false when it was left out
 */
export function writeTold(
  pending: PendingEntries,
  entry: Entry,
  course: Course,
  policy: ModelPolicy,
): boolean {
  if (!happens(pending.state, entry, course, policy)) return false;
  switch (entry.kind) {
    case "rollout-started": {
      const { because, data } = startedUnder(entry, pending.state, policy);
      write(pending, { ...entry, because, data }, course);
      return true;
    }
    case "retraining-requested":
      return writeRequest(pending, entry, course, policy);
    case "cost-recorded":
      write(pending, { ...entry, data: { ...entry.data, of: course.refer(entry.data.of) ?? 0 } }, course);
      return true;
    case "alert-escalated": {
      const about = pending.state.alerts[entry.data.key]?.sequence ?? entry.data.about;
      write(pending, { ...entry, data: { ...entry.data, about } }, course);
      return true;
    }
    default:
      write(pending, entry, course);
      return true;
  }
}

/** Asked for by a person or by data that came: by the policy's own cooldown and budget. */
function writeRequest(
  pending: PendingEntries,
  entry: EntryOf<"retraining-requested">,
  course: Course,
  policy: ModelPolicy,
): boolean {
  const { state, now } = pending;
  const isAsked = pending.entries.some(({ kind }) => kind === "command-accepted");
  const obstacle = (isAsked ? obstacleToAskedRetraining : obstacleToRetraining)(state, policy, now);
  if (obstacle) {
    recordObstacleOnce(pending, obstacle, undefined);
    return true;
  }
  const data: EntryData["retraining-requested"] = {
    ...entry.data,
    cost: policy.retrain.budget?.perRun ?? null,
    deadline: new Date(now.getTime() + policy.retrain.deadline).toISOString(),
  };
  write(pending, { ...entry, data }, course);
  return true;
}

/** The same entry once more, after what the replay has written. */
function write(pending: PendingEntries, { kind, because, data, causedBy }: Entry, course: Course): void {
  const cause = typeof causedBy === "number" ? course.refer(causedBy) : undefined;
  // Kind and data belong together, because they are one entry's.
  pending.write(kind, because, data as never, cause);
}

function happens(state: State, entry: Entry, course: Course, policy: ModelPolicy): boolean {
  const { rollout, candidates, retraining, unwatched } = state;
  switch (entry.kind) {
    // What was asked for outside counts as done at once, where the ledger's own answers are to other entries.
    case "effect-done":
    case "effect-failed":
    case "effect-postponed":
      return course.aligned;
    case "retraining-started":
    case "retraining-interrupted":
    case "retraining-succeeded":
      return retraining !== null && course.sharesRetraining;
    case "retraining-failed":
      return course.sharesRetraining && (retraining !== null || state.unregistered?.failed === false);
    case "retraining-skipped":
      return course.aligned || state.drift.skipped !== entry.data.reason;
    case "cost-recorded":
      return course.refer(entry.data.of) !== undefined;
    case "candidate-registered":
      return course.sharesRetraining;
    case "candidate-accepted":
    case "candidate-rejected":
    case "approval-requested":
      return candidates[entry.data.package] !== undefined;
    case "candidate-approved":
    case "approval-rejected":
      return course.aligned || isOpen(candidates[entry.data.package]?.stage);
    case "rollout-started":
      return (
        course.aligned ||
        (rollout === null && candidates[entry.data.challenger.package]?.stage === "approved")
      );
    case "shadow-looked":
    case "shadow-passed":
    case "rollout-looked":
    case "challenger-dropped":
    case "challenger-prepared":
    case "weights-shifted":
    case "rollout-promoted":
    case "rollout-watched":
    case "rollout-baked":
    case "rollout-rolled-back":
    case "rollout-held":
    case "rollout-restarted":
      return rollout?.rollout === entry.data.rollout;
    case "drift-cleared":
      return state.drift.confirmed !== null;
    case "monitoring-lost":
      return unwatched[entry.data.subject] === undefined;
    case "monitoring-restored":
      return unwatched[entry.data.subject] !== undefined;
    case "alert-escalated": {
      const open = state.alerts[entry.data.key];
      return policy.alerts.escalateAfter !== undefined && open?.severity === "page" && !open.escalated;
    }
    case "signal-observed":
      return entry.data.settled === undefined || (rollout !== null && rollout.change !== null);
    default:
      return true;
  }
}

function isOpen(stage: string | undefined): boolean {
  return (
    stage === "approval-requested" || stage === "accepted" || stage === "registered" || stage === "approved"
  );
}

/** True when the retraining that the ledger skipped would not have been: neither cooldown nor budget is in its way here. */
export function wouldBeginAnyway(
  { state, now }: PendingEntries,
  { data: { reason } }: EntryOf<"retraining-skipped">,
  policy: ModelPolicy,
): boolean {
  return (
    (reason === "cooldown" || reason === "budget") &&
    cooldown(state, policy, now) === null &&
    obstacleToRetraining(state, policy, now) === null
  );
}
