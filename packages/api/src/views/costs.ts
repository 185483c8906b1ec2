import { microsOf } from "@driftwheel/core/costs/money.ts";
import { spending } from "@driftwheel/core/decider/costs/budget.ts";
import type { MonthOfCosts } from "@driftwheel/core/ledger/cost-account.ts";
import { recordsCosts } from "@driftwheel/core/policy/costs/costs-of-fleet.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import type { CostsOfModel, MonthOfCostsAnswer } from "../schemas/costs.ts";

/** A month in the terms of the API, which stay when the account's own change. */
export function monthView(month: MonthOfCosts): MonthOfCostsAnswer {
  return {
    model: month.model,
    month: month.month,
    micros: month.micros,
    upkeep: month.upkeep && { ...month.upkeep, unknown: [...month.upkeep.unknown] },
    retrainings: { ...month.retrainings },
    trials: { ...month.trials },
    costs: month.costs.map(({ items, volumes, unknown, ...cost }) => ({
      ...cost,
      unknown: [...unknown],
      items: items.map((item) => ({ ...item })),
      volumes: volumes.map((volume) => ({ ...volume })),
    })),
    bought: month.bought.map((one) => ({ ...one })),
  };
}

/** What the policy allows of a model, and what is left of it. */
export function costsOfModel(model: string, policy: ModelPolicy, state: State, now: Date): CostsOfModel {
  const { budget } = policy.retrain;
  if (!budget) return { model, recorded: recordsCosts(policy), budget: null };
  const { budget: micros, spent, estimated, left, nextPossible } = spending(state, budget, now);
  return {
    model,
    recorded: true,
    budget: {
      ...{ micros, spent, estimated, left, nextPossible },
      alertAt: budget.alertAt,
      perRun: microsOf(budget.perRun),
    },
  };
}
