import { expect, it } from "vitest";
import type { MonthOfCosts } from "../api/api-types.ts";
import { broughtWords, monthTotals, monthWords, paidWords } from "./cost-months.ts";

const sum = (micros: number, unknown = 0) => ({ count: 1, micros, unknown, estimate: 0 });
const month = (model: string, name: string, retrainings: number, trials: number): MonthOfCosts => ({
  ...{ model, month: name, micros: retrainings + trials, costs: [], bought: [], upkeep: null },
  retrainings: sum(retrainings, 1),
  trials: sum(trials),
});

it("months are summed over models, and those without costs stand between", () => {
  const totals = monthTotals([
    month("tide", "2026-01", 5, 1),
    month("reef", "2025-11", 2, 3),
    month("reef", "2026-01", 1, 1),
  ]);
  expect(totals.map((one) => [one.month, one.retrainings, one.trials, one.unknown])).toEqual([
    ["2025-11", 2, 3, 1],
    ["2025-12", 0, 0, 0],
    ["2026-01", 6, 2, 2],
  ]);
  expect(monthTotals([])).toEqual([]);
  expect(monthWords("2026-01")).toBe("Jan 2026");
});

it("what a retraining brought is told by both rates, and what is not known is a dash", () => {
  const before = { trials: 200, successes: 100 };
  const after = { trials: 100, successes: 62 };
  expect(broughtWords({ before, after })).toBe("50 % → 62 % good");
  expect(broughtWords({ before, after: null })).toBe("50 % → – good");
  expect(broughtWords({ before: null, after: { trials: 0, successes: 0 } })).toBe("–");
  expect(paidWords(12_500_000, false)).toBe("at least $12.50");
});
