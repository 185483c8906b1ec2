import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { AccountedCost } from "./accounted-costs.ts";

/** Outcomes that became known. */
export interface Outcomes {
  readonly trials: number;
  readonly successes: number;
}

/** What became of a retraining. */
export interface Bought {
  /** Its `retraining-requested`. */
  readonly sequence: number;
  readonly at: string;
  readonly askedBy: "drift" | "new-data" | "person";
  /** The version that came of it; null when none did. */
  readonly version: number | null;
  readonly became: "nothing" | "not-tried" | "on-trial" | "promoted" | "rolled-back";
  /** What it and its trials cost, millionths of a dollar, as far as it is known. */
  readonly micros: number;
  /** False when more may have been paid. */
  readonly complete: boolean;
  /** Of the champion: the day before the trial, and during it. Null when nothing was known. */
  readonly before: Outcomes | null;
  /** Of the new version: during the trial, and its bake. */
  readonly after: Outcomes | null;
  /** As the promotion has it: the new rate less the old one, or how much better the mean value was; null without. */
  readonly difference: number | null;
}

interface Trial {
  readonly sequence: number;
  readonly version: number;
  readonly promoted: boolean;
  readonly ended: boolean;
  readonly before: Outcomes;
  readonly after: Outcomes;
  readonly difference: number | null;
}

const none: Outcomes = { trials: 0, successes: 0 };

/** What each retraining brought, by the version that came of it and by the looks at that. */
export function boughtBy(entries: readonly Entry[], costs: readonly AccountedCost[]): readonly Bought[] {
  const trials = trialsOf(entries);
  const versions = versionsOf(entries);
  const kinds = new Map(entries.map(({ sequence, kind }) => [sequence, kind] as const));
  return entries.flatMap((entry): readonly Bought[] => {
    if (entry.kind !== "retraining-requested") return [];
    const version = versions.get(entry.sequence) ?? null;
    const its = trials.filter((trial) => trial.version === version);
    const paid = costs.filter(
      ({ sequence }) => sequence === entry.sequence || its.some((trial) => trial.sequence === sequence),
    );
    return [
      {
        ...{ sequence: entry.sequence, at: entry.at, version },
        askedBy: askedBy(entry, kinds),
        became: version === null ? "nothing" : becameOf(its),
        micros: paid.reduce((sum, { micros }) => sum + micros, 0),
        complete: paid.every(({ recorded, unknown }) => recorded && unknown.length === 0),
        before: known(its.map(({ before }) => before)),
        after: known(its.map(({ after }) => after)),
        difference: its.findLast(({ promoted }) => promoted)?.difference ?? null,
      },
    ];
  });
}

function becameOf(trials: readonly Trial[]): Bought["became"] {
  const last = trials.at(-1);
  if (!last) return "not-tried";
  if (last.promoted) return "promoted";
  return last.ended ? "rolled-back" : "on-trial";
}

function askedBy(
  { causedBy }: EntryOf<"retraining-requested">,
  kinds: ReadonlyMap<number, Entry["kind"]>,
): Bought["askedBy"] {
  if (typeof causedBy !== "number") return "new-data";
  return kinds.get(causedBy) === "command-accepted" ? "person" : "drift";
}

/** The version that was registered while a retraining ran, or after it had succeeded and before the next. */
function versionsOf(entries: readonly Entry[]): ReadonlyMap<number, number> {
  const versions = new Map<number, number>();
  let last: number | null = null;
  for (const entry of entries) {
    if (entry.kind === "retraining-requested") last = entry.sequence;
    if (entry.kind === "retraining-failed") last = null;
    if (entry.kind === "candidate-registered" && last !== null) {
      versions.set(last, entry.data.version);
      last = null;
    }
  }
  return versions;
}

function trialsOf(entries: readonly Entry[]): readonly Trial[] {
  const trials: Trial[] = [];
  const change = (changes: (trial: Trial) => Partial<Trial>) => {
    const last = trials.pop();
    if (last) trials.push({ ...last, ...changes(last) });
  };
  for (const entry of entries) {
    switch (entry.kind) {
      case "rollout-started": {
        const { seen } = entry.data.history;
        trials.push({
          ...{ sequence: entry.sequence, version: entry.data.challenger.version },
          ...{ promoted: false, ended: false, difference: null },
          before: seen ? { trials: seen.trials, successes: seen.successes } : none,
          after: none,
        });
        break;
      }
      case "rollout-looked": {
        const { champion, challenger } = entry.data;
        change(({ before, after }) => ({ before: plus(before, champion), after: plus(after, challenger) }));
        break;
      }
      case "rollout-watched": {
        const { winner } = entry.data;
        change(({ after }) => ({ after: plus(after, winner) }));
        break;
      }
      case "rollout-promoted": {
        const { bake, difference = null } = entry.data;
        change(() => ({ promoted: true, ended: bake === undefined, difference }));
        break;
      }
      case "rollout-baked":
        change(() => ({ ended: true }));
        break;
      case "rollout-rolled-back":
        change(() => ({ promoted: false, ended: true }));
        break;
      default:
        break;
    }
  }
  return trials;
}

function plus(outcomes: Outcomes, { trials, successes }: Outcomes): Outcomes {
  return { trials: outcomes.trials + trials, successes: outcomes.successes + successes };
}

function known(all: readonly Outcomes[]): Outcomes | null {
  const sum = all.reduce(plus, none);
  return sum.trials > 0 ? sum : null;
}
