import type { Bought, CountedOutcomes, MonthOfCosts } from "../api/api-types.ts";
import { moneyOf } from "../words/money.ts";
import { figure } from "../words/numbers.ts";
import type { Tone } from "../words/tone.ts";

export interface MonthTotal {
  /** `2026-11`, UTC. */
  readonly month: string;
  /** Millionths of a dollar. */
  readonly retrainings: number;
  readonly trials: number;
  /** Driftwheel itself, and watching; 0 while the month goes on. */
  readonly upkeep: number;
  /** Of how many not all is known. */
  readonly unknown: number;
  readonly count: number;
}

/** What all models together cost in each month, the oldest first; months between without costs are there, too. */
export function monthTotals(months: readonly MonthOfCosts[]): readonly MonthTotal[] {
  const names = months.map(({ month }) => month).toSorted();
  const [first] = names;
  const last = names.at(-1);
  if (first === undefined || last === undefined) return [];
  return monthsBetween(first, last).map((month) => {
    const its = months.filter((one) => one.month === month);
    const sum = (of: (one: MonthOfCosts) => number) => its.reduce((total, one) => total + of(one), 0);
    return {
      month,
      retrainings: sum(({ retrainings }) => retrainings.micros),
      trials: sum(({ trials }) => trials.micros),
      upkeep: sum(({ upkeep }) => (upkeep ? upkeep.own + upkeep.monitoring : 0)),
      unknown: sum(({ retrainings, trials }) => retrainings.unknown + trials.unknown),
      count: sum(({ retrainings, trials }) => retrainings.count + trials.count),
    };
  });
}

/** Of all together, in millionths of a dollar. */
export function totalOf({ retrainings, trials, upkeep }: MonthTotal): number {
  return retrainings + trials + upkeep;
}

function monthsBetween(first: string, last: string): readonly string[] {
  const found = [];
  for (let at = new Date(`${first}-01T00:00:00Z`); ; at.setUTCMonth(at.getUTCMonth() + 1)) {
    const month = at.toISOString().slice(0, 7);
    if (month > last) return found;
    found.push(month);
  }
}

const monthName = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" });

/** `2026-11` -> `Nov 2026`. */
export function monthWords(month: string): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}

export const becameTones: Readonly<Record<Bought["became"], Tone>> = {
  promoted: "good",
  "on-trial": "active",
  "rolled-back": "bad",
  "not-tried": "quiet",
  nothing: "quiet",
};

export const becameWords: Readonly<Record<Bought["became"], string>> = {
  promoted: "promoted",
  "on-trial": "on trial",
  "rolled-back": "rolled back",
  "not-tried": "not tried",
  nothing: "no version",
};

/** What a retraining brought, as far as it is known. */
export function broughtWords({ before, after }: Pick<Bought, "before" | "after">): string {
  const was = rate(before);
  const is = rate(after);
  if (was === null && is === null) return "–";
  return `${figure(was, "share")} → ${figure(is, "share")} good`;
}

function rate(outcomes: CountedOutcomes | null): number | null {
  return outcomes === null || outcomes.trials === 0 ? null : outcomes.successes / outcomes.trials;
}

/** `$12.50`, and `at least` before it where more may have been paid. */
export function paidWords(micros: number, complete: boolean): string {
  return complete ? moneyOf(micros) : `at least ${moneyOf(micros)}`;
}
