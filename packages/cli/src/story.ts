import type { Entry } from "@driftwheel/core/ledger/entry.ts";

/** How an entry came about, and what came of it. */
export interface Story {
  /** The entries that led to it, oldest first; the entry itself is not among them. */
  readonly before: readonly Entry[];
  /** What followed from it, in order. */
  readonly after: readonly Entry[];
}

/** @param entries one model's ledger in order. */
export function storyOf(entry: Entry, entries: readonly Entry[]): Story {
  const before: Entry[] = [];
  for (let next = predecessor(entry, entries); next; next = predecessor(next, entries)) before.unshift(next);
  const followed = new Set([entry.sequence]);
  const after = entries.filter((later) => {
    const cause = askedBy(later);
    const follows = later.sequence > entry.sequence && cause !== null && followed.has(cause);
    if (follows) followed.add(later.sequence);
    return follows;
  });
  return { before, after };
}

/**
 * The entry that this one came from. Where the cause is a signal, the chain of causes ends, but the story does
 * not: the signal was an answer to something earlier (an execution that was started, a trial that was looked at).
 * Always an earlier one, so the chain ends.
 */
function predecessor(entry: Entry, entries: readonly Entry[]): Entry | null {
  const earlier = entries.filter(({ sequence }) => sequence < entry.sequence);
  const cause = askedBy(entry);
  const found =
    cause === null
      ? earlier.findLast((candidate) => carriesOn(entry, candidate))
      : earlier.find(({ sequence }) => sequence === cause);
  return found ?? null;
}

/** The sequence of the entry that asked for this one, or null when a signal did. */
export function askedBy(entry: Entry): number | null {
  if (typeof entry.causedBy === "number") return entry.causedBy;
  switch (entry.kind) {
    case "effect-done":
    case "effect-failed":
      return entry.data.of;
    case "alert-raised":
      return entry.data.about;
    default:
      return null;
  }
}

/** True when a signal's entry goes on with what the earlier entry began. */
function carriesOn(entry: Entry, earlier: Entry): boolean {
  switch (entry.kind) {
    case "retraining-succeeded":
    case "retraining-failed":
      return earlier.kind === "retraining-started" || earlier.kind === "retraining-requested";
    case "candidate-registered":
      return earlier.kind.startsWith("retraining-") && earlier.kind !== "retraining-skipped";
    case "candidate-approved":
    case "approval-rejected":
      return earlier.kind.startsWith("candidate-") || earlier.kind === "approval-requested"
        ? samePackage(entry, earlier)
        : false;
    case "rollout-looked":
      return ["rollout-started", "weights-shifted"].includes(earlier.kind) && sameRollout(entry, earlier);
    case "weights-shifted":
    case "rollout-promoted":
    case "rollout-rolled-back":
    case "rollout-held":
      return (
        ["rollout-started", "weights-shifted", "rollout-looked"].includes(earlier.kind) &&
        sameRollout(entry, earlier)
      );
    case "retraining-requested":
    case "retraining-skipped":
    case "drift-cleared":
      return earlier.kind === "drift-confirmed";
    case "resumed":
      return (
        earlier.kind === "paused" ||
        earlier.kind === "endpoint-changed-outside" ||
        earlier.kind === "rollout-held"
      );
    default:
      return false;
  }
}

function samePackage(one: Entry, other: Entry): boolean {
  return "package" in one.data && "package" in other.data && one.data.package === other.data.package;
}

function sameRollout(one: Entry, other: Entry): boolean {
  return "rollout" in one.data && "rollout" in other.data && one.data.rollout === other.data.rollout;
}
