import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { ConsolePlace } from "../words/console/console-place.ts";
import { beginRetraining, tellCandidate, tellExecution } from "./retraining-run.ts";
import { beginRollout, type RolloutDraft, tellRollout } from "./rollout-run.ts";
import type { Run } from "./run.ts";
import type { RunDraft } from "./run-draft.ts";

/** What was read of a ledger so far. */
interface Reading {
  readonly runs: RunDraft[];
  readonly drifts: Map<number, EntryOf<"drift-confirmed">>;
  /** The retraining that a version may come of. */
  retraining: RunDraft | null;
  /** The retraining that each version came of. */
  readonly versions: Map<string, RunDraft>;
  readonly rollouts: Map<string, RolloutDraft>;
}

/**
 * The runs that a model's ledger tells of: one for each retraining and each rollout, in their order. Nothing but the
 * ledger goes into them, so whoever writes them, and however often, writes the same.
 *
 * @param entries one model's ledger in order
 * @param api where the HTTP API is, without a slash at its end; null where nobody knows
 */
export function runsOf(
  entries: readonly Entry[],
  place: ConsolePlace | null,
  api: string | null = null,
): readonly Run[] {
  const reading: Reading = {
    runs: [],
    drifts: new Map(),
    retraining: null,
    versions: new Map(),
    rollouts: new Map(),
  };
  for (const entry of entries) read(reading, entry, place);
  if (api !== null) for (const draft of reading.runs) draft.leadTo(api);
  return reading.runs.map((draft) => draft.run());
}

function read(reading: Reading, entry: Entry, place: ConsolePlace | null): void {
  switch (entry.kind) {
    case "drift-confirmed":
      reading.drifts.set(entry.sequence, entry);
      return;
    case "retraining-requested": {
      const cause = typeof entry.causedBy === "number" ? entry.causedBy : Number.NaN;
      reading.retraining = beginRetraining(entry, reading.drifts.get(cause));
      reading.runs.push(reading.retraining);
      return;
    }
    case "retraining-started":
    case "retraining-interrupted":
    case "retraining-succeeded":
    case "retraining-failed":
      if (reading.retraining) tellExecution(reading.retraining, entry, place);
      // What is registered after that came of something else.
      if (entry.kind === "retraining-failed") reading.retraining = null;
      return;
    case "candidate-registered":
    case "candidate-accepted":
    case "candidate-rejected":
    case "approval-requested":
    case "candidate-approved":
    case "approval-rejected": {
      const arn = entry.data.package;
      if (entry.kind === "candidate-registered" && reading.retraining && !hasVersion(reading)) {
        reading.versions.set(arn, reading.retraining);
      }
      const draft = reading.versions.get(arn);
      if (draft) tellCandidate(draft, entry, place);
      return;
    }
    case "rollout-started":
      beginTrial(reading, entry, place);
      return;
    case "rollout-looked":
    case "challenger-dropped":
    case "weights-shifted":
    case "rollout-promoted":
    case "rollout-watched":
    case "rollout-baked":
    case "rollout-rolled-back":
    case "rollout-held": {
      const rollout = reading.rollouts.get(entry.data.rollout);
      if (rollout) tellRollout(rollout, entry);
      return;
    }
    default:
  }
}

function hasVersion({ versions, retraining }: Reading): boolean {
  return [...versions.values()].some((draft) => draft === retraining);
}

/** Both runs name each other. */
function beginTrial(reading: Reading, entry: EntryOf<"rollout-started">, place: ConsolePlace | null): void {
  const rollout = beginRollout(entry, place);
  reading.rollouts.set(entry.data.rollout, rollout);
  reading.runs.push(rollout.draft);
  const { challenger, others = [] } = entry.data;
  for (const { package: arn } of others) tellTrained(reading, arn, rollout, entry);
  const trained = tellTrained(reading, challenger.package, rollout, entry);
  if (trained) rollout.draft.tag("driftwheel.retraining", trained.key);
}

function tellTrained(
  { versions }: Reading,
  arn: string,
  { draft }: RolloutDraft,
  entry: EntryOf<"rollout-started">,
): RunDraft | undefined {
  const trained = versions.get(arn);
  trained?.tells(entry);
  trained?.tag("driftwheel.rollout", draft.key);
  return trained;
}
