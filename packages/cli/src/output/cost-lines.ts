import { inDollars } from "@driftwheel/core/costs/money.ts";
import type { Spending } from "@driftwheel/core/decider/costs/budget.ts";
import type { Bought, Outcomes } from "@driftwheel/core/ledger/bought.ts";
import type { MonthOfCosts } from "@driftwheel/core/ledger/cost-account.ts";
import { valueInWords } from "@driftwheel/core/words/value.ts";
import type { Context } from "../context/context.ts";
import { table } from "./table.ts";

export interface BudgetOfModel {
  readonly model: string;
  readonly spending: Spending;
}

/** What was paid, and what came of it, for people. */
export function costLines(
  months: readonly MonthOfCosts[],
  budgets: readonly BudgetOfModel[],
  context: Context,
): readonly string[] {
  if (months.length === 0) return ["Nothing is written down of that time."];
  return [...paid(months, context), ...bought(months, context), ...budgetLines(budgets)];
}

function paid(months: readonly MonthOfCosts[], context: Context): readonly string[] {
  return table(
    months,
    [
      { heading: "month", text: ({ month }) => month },
      { heading: "model", text: ({ model }) => model },
      { heading: "retrainings", text: ({ retrainings }) => String(retrainings.count), right: true },
      { heading: "cost", text: ({ retrainings }) => inDollars(retrainings.micros), right: true },
      { heading: "trials", text: ({ trials }) => String(trials.count), right: true },
      { heading: "cost", text: ({ trials }) => inDollars(trials.micros), right: true },
      { heading: "driftwheel", text: ({ upkeep }) => moneyOf(upkeep?.own), right: true },
      { heading: "monitoring", text: ({ upkeep }) => moneyOf(upkeep?.monitoring), right: true },
      { heading: "total", text: ({ micros }) => inDollars(micros), right: true },
      { heading: "not known", text: notKnown },
    ],
    context,
  );
}

/** Of what not all is known, and what the policy expects of it. */
function notKnown({ retrainings, trials, upkeep }: MonthOfCosts): string {
  const parts = [
    ...(retrainings.unknown > 0
      ? [
          `${counted(retrainings.unknown, "retraining")}${retrainings.estimate > 0 ? `, about ${inDollars(retrainings.estimate)} more by the policy's estimate` : ""}`,
        ]
      : []),
    ...(trials.unknown > 0 ? [counted(trials.unknown, "trial")] : []),
    ...(upkeep?.unknown ?? []),
  ];
  return parts.join("; ") || "-";
}

/** What is not known is not nothing. */
function moneyOf(micros: number | undefined): string {
  return micros === undefined ? "not known" : inDollars(micros);
}

function bought(months: readonly MonthOfCosts[], context: Context): readonly string[] {
  const rows = months.flatMap(({ model, bought: its }) => its.map((one) => ({ ...one, model })));
  if (rows.length === 0) return [];
  return [
    "",
    ...table<Bought & { readonly model: string }>(
      rows,
      [
        { heading: "asked for", text: ({ at }) => at.slice(0, 10) },
        { heading: "model", text: ({ model }) => model },
        { heading: "entry", text: ({ sequence }) => `#${sequence}`, right: true },
        { heading: "by", text: ({ askedBy }) => valueInWords(askedBy) },
        { heading: "cost with its trial", text: costOf, right: true },
        { heading: "became", text: becameOf },
        { heading: "good before", text: ({ before }) => outcomesOf(before) },
        { heading: "good after", text: ({ after }) => outcomesOf(after) },
      ],
      context,
    ),
  ];
}

function costOf({ micros, complete }: Bought): string {
  return complete ? inDollars(micros) : micros > 0 ? `at least ${inDollars(micros)}` : "not known";
}

function becameOf({ version, became }: Bought): string {
  return version === null ? "no version" : `version ${version}, ${valueInWords(became)}`;
}

function outcomesOf(outcomes: Outcomes | null): string {
  if (!outcomes) return "no outcomes";
  const { trials, successes } = outcomes;
  return `${((100 * successes) / trials).toFixed(1)}% of ${trials}`;
}

function budgetLines(budgets: readonly BudgetOfModel[]): readonly string[] {
  if (budgets.length === 0) return [];
  return [
    "",
    ...budgets.map(({ model, spending: { spent, budget, estimated, nextPossible } }) => {
      const estimate = estimated > 0 ? `, ${inDollars(estimated)} of it by the policy's estimate` : "";
      const next = nextPossible ? `the next retraining is possible at ${nextPossible}` : "another fits";
      return `${model}: ${inDollars(spent)} of ${inDollars(budget)} are spent in the last 30 days${estimate}; ${next}.`;
    }),
  ];
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
