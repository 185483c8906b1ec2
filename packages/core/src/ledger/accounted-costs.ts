import { microsOf } from "../costs/money.ts";
import type { CostItem, VolumeItem } from "../vocabulary/costs.ts";
import type { Entry, EntryOf } from "../vocabulary/entry.ts";

/** A retraining or a trial, and what it cost. */
export interface AccountedCost {
  readonly what: "retraining" | "trial";
  /** Its `retraining-requested` or `rollout-started`. */
  readonly sequence: number;
  /** When it was asked for, or began. */
  readonly at: string;
  /** Millionths of a dollar, of all that is known. */
  readonly micros: number;
  /** What the policy's estimate says where not all is known; null where all is, or it says nothing. */
  readonly estimate: number | null;
  /** False while it runs, or nobody has asked yet. */
  readonly recorded: boolean;
  readonly unknown: readonly string[];
  readonly items: readonly CostItem[];
  readonly volumes: readonly VolumeItem[];
}

/** What has cost something, in the order of the ledger. */
export function accountedCosts(entries: readonly Entry[]): readonly AccountedCost[] {
  const recorded = new Map(
    entries
      .filter((entry): entry is EntryOf<"cost-recorded"> => entry.kind === "cost-recorded")
      .map(({ data }) => [data.of, data] as const),
  );
  return entries.flatMap((entry): readonly AccountedCost[] => {
    if (entry.kind !== "retraining-requested" && entry.kind !== "rollout-started") return [];
    const { sequence, at } = entry;
    const found = recorded.get(sequence);
    const complete = found?.unknown.length === 0;
    const expected = entry.kind === "retraining-requested" ? entry.data.cost : null;
    return [
      {
        what: entry.kind === "retraining-requested" ? "retraining" : "trial",
        ...{ sequence, at },
        micros: found?.micros ?? 0,
        estimate: complete || expected === null ? null : microsOf(expected),
        recorded: found !== undefined,
        unknown: [...(found?.unknown ?? []), ...(found?.unknownVolumes ?? [])],
        items: found?.items ?? [],
        volumes: found?.volumes ?? [],
      },
    ];
  });
}
