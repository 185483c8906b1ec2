import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import { type AccountedCost, accountedCosts } from "./accounted-costs.ts";
import { type Bought, boughtBy } from "./bought.ts";

/** What a model's retrainings and trials cost in a month (UTC). */
export interface MonthOfCosts {
  readonly model: string;
  /** `2026-11`. */
  readonly month: string;
  readonly retrainings: Sum;
  readonly trials: Sum;
  /** What it cost to run Driftwheel for the model, and to watch it; null while nobody has written it down. */
  readonly upkeep: Upkeep | null;
  /** Of all, millionths of a dollar, as far as it is known. */
  readonly micros: number;
  readonly costs: readonly AccountedCost[];
  /** What its retrainings brought, by their own months. */
  readonly bought: readonly Bought[];
}

/** Millionths of a dollar, as far as they are known. */
interface Upkeep {
  /** Driftwheel's own functions, but those that watch. */
  readonly own: number;
  /** Those, and Model Monitor's jobs. */
  readonly monitoring: number;
  readonly unknown: readonly string[];
}

interface Sum {
  readonly count: number;
  readonly micros: number;
  /** Of how many not all is known. */
  readonly unknown: number;
  /** The estimates of these. */
  readonly estimate: number;
}

/** What a model cost by month, oldest first, from its ledger alone. */
export function costAccount(model: string, entries: readonly Entry[]): readonly MonthOfCosts[] {
  const costs = accountedCosts(entries);
  const bought = boughtBy(entries, costs);
  const upkeep = upkeepOf(entries);
  const months = [...new Set([...costs.map(({ at }) => monthOf(at)), ...upkeep.keys()])].toSorted();
  return months.map((month) => {
    const its = costs.filter(({ at }) => monthOf(at) === month);
    const ran = upkeep.get(month) ?? null;
    const sumOf = (what: AccountedCost["what"]) => sum(its.filter((one) => one.what === what));
    return {
      model,
      month,
      retrainings: sumOf("retraining"),
      trials: sumOf("trial"),
      upkeep: ran,
      micros: its.reduce((all, { micros }) => all + micros, (ran?.own ?? 0) + (ran?.monitoring ?? 0)),
      costs: its,
      bought: bought.filter(({ at }) => monthOf(at) === month),
    };
  });
}

function upkeepOf(entries: readonly Entry[]): ReadonlyMap<string, Upkeep> {
  return new Map(
    entries
      .filter((entry): entry is EntryOf<"upkeep-recorded"> => entry.kind === "upkeep-recorded")
      .map(({ data: { month, micros, monitoring, unknown } }) => [
        month,
        { own: micros - monitoring, monitoring, unknown },
      ]),
  );
}

function sum(costs: readonly AccountedCost[]): Sum {
  const open = costs.filter(({ recorded, unknown }) => !recorded || unknown.length > 0);
  return {
    count: costs.length,
    micros: costs.reduce((all, { micros }) => all + micros, 0),
    unknown: open.length,
    estimate: open.reduce((all, { estimate, micros }) => all + Math.max(0, (estimate ?? 0) - micros), 0),
  };
}

function monthOf(at: string): string {
  return at.slice(0, 7);
}
