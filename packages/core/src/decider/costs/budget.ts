import { inDollars, microsOf } from "../../costs/money.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { PastRetraining, State } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

export type Budget = NonNullable<ModelPolicy["retrain"]["budget"]>;

/** The budget is for so long, up to now. */
const period = 30 * 86_400_000;

/** What retrainings have spent, in millionths of a dollar. */
export interface Spending {
  readonly budget: number;
  readonly spent: number;
  /** How much of it is the policy's estimate, because what ran is not known or still runs. */
  readonly estimated: number;
  /** Never below 0. */
  readonly left: number;
  /** When another run fits by itself, ISO 8601 UTC; null when one does now. */
  readonly nextPossible: string | null;
}

/** What is spent of the budget: what retrainings cost where it is known, and the estimate where it is not. */
export function spending({ retrainings }: State, { perMonth, perRun }: Budget, now: Date): Spending {
  const counted = retrainings
    .filter(({ at }) => Date.parse(at) > now.getTime() - period)
    .map((past) => ({ at: past.at, ...chargeOf(past, perRun) }));
  const budget = microsOf(perMonth);
  const spent = counted.reduce((sum, { micros }) => sum + micros, 0);
  const estimated = counted.reduce((sum, { micros, estimate }) => sum + (estimate ? micros : 0), 0);
  return {
    ...{ budget, spent, estimated },
    left: Math.max(0, budget - spent),
    nextPossible: nextPossible(counted, budget - spent, microsOf(perRun)),
  };
}

function chargeOf(
  { cost, paid }: PastRetraining,
  perRun: number,
): { readonly micros: number; readonly estimate: boolean } {
  if (paid?.complete) return { micros: paid.micros, estimate: false };
  // More may have been paid than is known, but not less.
  return { micros: Math.max(paid?.micros ?? 0, microsOf(cost ?? perRun)), estimate: true };
}

/** Once the oldest are more than 30 days ago, their money is there again. */
function nextPossible(
  counted: readonly { readonly at: string; readonly micros: number }[],
  left: number,
  needed: number,
): string | null {
  let free = left;
  if (free >= needed) return null;
  for (const { at, micros } of counted) {
    free += micros;
    if (free >= needed) return new Date(Date.parse(at) + period).toISOString();
  }
  return null;
}

/** Tells people that little of the budget is left: once in 30 days, unless more was left in between. */
export function tellBudget(pending: PendingEntries, { retrain: { budget } }: ModelPolicy): void {
  if (!budget || !pending.entries.some(({ kind }) => spends.has(kind))) return;
  const { state, now } = pending;
  const line = microsOf(budget.perMonth * budget.alertAt);
  const is = spending(state, budget, now);
  if (is.spent < line || wasTold(state, budget, line, now)) return;
  const share = Math.round((100 * is.spent) / is.budget);
  const estimate = is.estimated > 0 ? `, ${inDollars(is.estimated)} of it by the policy's estimate` : "";
  const next = is.nextPossible
    ? `the next run fits into it from ${is.nextPossible} on`
    : "the next run still fits into it";
  pending.write(
    "budget-threshold-reached",
    `Retrainings of the last 30 days have spent ${inDollars(is.spent)} of ${inDollars(is.budget)} (${share}%${estimate}); ${next}.`,
    {
      spent: is.spent,
      budget: is.budget,
      estimated: is.estimated,
      nextPossible: is.nextPossible,
    },
  );
}

const spends: ReadonlySet<string> = new Set(["retraining-requested", "cost-recorded"]);

function wasTold(state: State, budget: Budget, line: number, now: Date): boolean {
  const { budgetTold } = state;
  if (budgetTold === null) return false;
  const told = Date.parse(budgetTold);
  if (told <= now.getTime() - period) return false;
  // Spending falls only when a run becomes older than 30 days: it is looked whether it fell below the line since.
  return !state.retrainings.some(({ at }) => {
    const leaves = Date.parse(at) + period;
    return leaves > told && leaves <= now.getTime() && spentUntil(state, budget, leaves) < line;
  });
}

/** Of the runs that were asked for until then. */
function spentUntil({ retrainings }: State, { perRun }: Budget, moment: number): number {
  return retrainings
    .filter(({ at }) => Date.parse(at) > moment - period && Date.parse(at) <= moment)
    .reduce((sum, past) => sum + chargeOf(past, perRun).micros, 0);
}
