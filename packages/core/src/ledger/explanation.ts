import type { CommandName } from "../vocabulary/command.ts";
import type { Entry, EntryKind, EntryOf } from "../vocabulary/entry.ts";

/** How an entry came about, and what came of it. */
export interface Explanation {
  /** The entries that led to it, oldest first; the entry itself is not among them. */
  readonly before: readonly Entry[];
  /** What followed from it, in order. */
  readonly after: readonly Entry[];
}

/** @param entries one model's ledger in order, without gaps. */
export function explanationOf(entry: Entry, entries: readonly Entry[]): Explanation {
  const before: Entry[] = [];
  for (let next = predecessor(entry, entries); next; next = predecessor(next, entries)) before.unshift(next);
  const followed = new Set([entry.sequence]);
  const after = entries.slice(placeOf(entry.sequence, entries) + 1).filter((later) => {
    const cause = askedBy(later);
    const follows = cause !== null && followed.has(cause);
    if (follows) followed.add(later.sequence);
    return follows;
  });
  return { before, after };
}

/** Where an entry lies in a ledger, which has no gaps: a long one is not gone through for each step. */
function placeOf(sequence: number, entries: readonly Entry[]): number {
  return sequence - (entries[0]?.sequence ?? sequence);
}

/**
 * The entry that this one came from. Where the cause is a signal, the chain of causes ends, but the explanation
 * does not: the signal was an answer to something earlier (an execution that was started, a trial that was looked at).
 * Always an earlier one, so the chain ends.
 */
function predecessor(entry: Entry, entries: readonly Entry[]): Entry | null {
  const place = placeOf(entry.sequence, entries);
  const cause = askedBy(entry);
  if (cause !== null) return cause < entry.sequence ? (entries[placeOf(cause, entries)] ?? null) : null;
  const continuation = continuationOf(entry);
  if (!continuation) return null;
  const ended = continuation.unless ?? [];
  for (let index = place - 1; index >= 0; index -= 1) {
    const candidate = entries[index];
    if (candidate && carriesOn(entry, candidate)) return candidate;
    if (candidate && ended.includes(candidate.kind)) return null;
  }
  return null;
}

/** The sequence of the entry that asked for this one, or null when a signal did. */
export function askedBy(entry: Entry): number | null {
  if (typeof entry.causedBy === "number") return entry.causedBy;
  if (isAnswer(entry)) return entry.data.of;
  return isAlert(entry) ? entry.data.about : null;
}

/** What became of an effect. */
function isAnswer(
  entry: Entry,
): entry is
  | EntryOf<"effect-done">
  | EntryOf<"effect-failed">
  | EntryOf<"effect-postponed">
  | EntryOf<"effect-dropped"> {
  return ["effect-done", "effect-failed", "effect-postponed", "effect-dropped"].includes(entry.kind);
}

function isAlert(
  entry: Entry,
): entry is EntryOf<"alert-raised"> | EntryOf<"alert-escalated"> | EntryOf<"alert-resolved"> {
  return ["alert-raised", "alert-escalated", "alert-resolved"].includes(entry.kind);
}

type Subject = "package" | "rollout" | "version" | "alert";

interface Continuation {
  readonly after: readonly EntryKind[];
  /** What both entries must be about. */
  readonly same?: Subject;
  /** Kinds that ended it in the meantime: then this one has another origin, which the ledger does not know. */
  readonly unless?: readonly EntryKind[];
}

const ofPackage: Continuation = {
  after: [
    "candidate-registered",
    "candidate-accepted",
    "candidate-rejected",
    "approval-requested",
    "candidate-approved",
  ],
  same: "package",
};
const ofRollout: Continuation = {
  after: ["rollout-started", "weights-shifted", "rollout-looked", "challenger-dropped"],
  same: "rollout",
};
const ofVersion: Continuation = { after: ofPackage.after, same: "version" };
const ofRunningRollout: Continuation = {
  after: ofRollout.after,
  unless: ["rollout-promoted", "rollout-rolled-back"],
};
const ofStop: Continuation = { after: ["paused", "endpoint-changed-outside", "rollout-held"] };
const ofDrift: Continuation = { after: ["drift-confirmed"] };
const ofRetraining: Continuation = { after: ["retraining-requested", "retraining-started"] };

/** What a person's command takes up, by its name; those that begin something of their own have nothing. */
const takenUp: Readonly<Partial<Record<CommandName, Continuation>>> = {
  approve: ofVersion,
  reject: ofVersion,
  "start-rollout": ofVersion,
  promote: ofRunningRollout,
  "roll-back": ofRunningRollout,
  undo: { after: ["rollout-promoted"] },
  resume: ofStop,
  acknowledge: { after: ["alert-raised"], same: "alert" },
};

/** Kinds that a signal can bring about as the next step of something earlier. */
const continuations: ReadonlyMap<EntryKind, Continuation> = new Map<EntryKind, Continuation>([
  ["drift-cleared", ofDrift],
  ["retraining-requested", ofDrift],
  ["retraining-skipped", ofDrift],
  ["retraining-started", ofRetraining],
  ["retraining-interrupted", ofRetraining],
  ["retraining-succeeded", ofRetraining],
  ["retraining-failed", ofRetraining],
  [
    "candidate-registered",
    {
      after: [...ofRetraining.after, "retraining-succeeded"],
      unless: ["retraining-failed", "candidate-registered"],
    },
  ],
  ["candidate-approved", ofPackage],
  ["approval-rejected", ofPackage],
  // Looks in between only continued; the step before this one is what the traffic was when it looked.
  ["rollout-looked", { after: ["rollout-started", "weights-shifted"], same: "rollout" }],
  ["challenger-dropped", ofRollout],
  ["weights-shifted", ofRollout],
  ["rollout-promoted", ofRollout],
  ["rollout-rolled-back", ofRollout],
  ["rollout-watched", { after: ["rollout-promoted"], same: "rollout" }],
  ["rollout-baked", { after: ["rollout-promoted", "rollout-watched", "weights-shifted"], same: "rollout" }],
  ["rollout-held", ofRollout],
  ["rollout-restarted", ofRollout],
  ["resumed", ofStop],
]);

/** What a signal's entry goes on with. */
function continuationOf(entry: Entry): Continuation | undefined {
  return isCommand(entry) ? takenUp[entry.data.command.name] : continuations.get(entry.kind);
}

function isCommand(entry: Entry): entry is EntryOf<"command-accepted"> | EntryOf<"command-refused"> {
  return entry.kind === "command-accepted" || entry.kind === "command-refused";
}

/** True when a signal's entry goes on with what the earlier entry began. */
function carriesOn(entry: Entry, earlier: Entry): boolean {
  const continuation = continuationOf(entry);
  if (!continuation?.after.includes(earlier.kind)) return false;
  return (
    continuation.same === undefined ||
    subject(entry, continuation.same) === subject(earlier, continuation.same)
  );
}

function subject(entry: Entry, field: Subject): unknown {
  if (field === "alert" && !isCommand(entry)) return entry.sequence;
  const about = isCommand(entry) ? entry.data.command : entry.data;
  return Object.getOwnPropertyDescriptor(about, field)?.value;
}
