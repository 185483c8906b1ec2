import { spending } from "@driftwheel/core/decider/costs/budget.ts";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import { costAccount, type MonthOfCosts } from "@driftwheel/core/ledger/cost-account.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { Command, InvalidArgumentError } from "commander";
import type { Context } from "../../context/context.ts";
import { loadFleet } from "../../context/fleet.ts";
import { type LedgerOptions, openLedger } from "../../ledger/ledger-source.ts";
import { modelsWithEntries } from "../../ledger/models-with-entries.ts";
import { withLedger } from "../../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";
import { type BudgetOfModel, costLines } from "../../output/cost-lines.ts";

interface Options extends LedgerOptions, OutputOptions {
  readonly month?: string;
}

export function costsCommand(context: Context): Command {
  const command = new Command("costs")
    .description(
      "Tell what retrainings, trials, monitoring and Driftwheel itself cost by model and month, and what they brought.",
    )
    .argument("[model]", "name of the model in the fleet; all of them unless given")
    .option("--month <month>", "one month alone, such as 2026-11", monthOf);
  return withLedger(withOutput(command, "each month of a model as one line of JSON"), context).action(
    async (model: string | undefined, options: Options) => {
      const names = model === undefined ? await modelsWithEntries(options, context) : [model];
      const { entries } = await openLedger(options, context);
      const fleet = await loadFleet(undefined, context);
      const months: MonthOfCosts[] = [];
      const budgets: BudgetOfModel[] = [];
      for (const name of names) {
        const its = await entries(name);
        months.push(...costAccount(name, its));
        budgets.push(...budgetOf(name, fleet, () => replay(name, its), context));
      }
      const shown = months
        .filter(({ month }) => options.month === undefined || month === options.month)
        .sort((one, other) => (one.month === other.month ? 0 : one.month < other.month ? -1 : 1));
      if (isForProgram(options, context)) for (const month of shown) context.out(JSON.stringify(month));
      else for (const line of costLines(shown, budgets, context)) context.out(line);
    },
  );
}

/** What the fleet that is here allows, and what is spent of it now. */
function budgetOf(
  model: string,
  fleet: Fleet | null,
  state: () => ReturnType<typeof replay>,
  context: Context,
): readonly BudgetOfModel[] {
  const budget =
    fleet && Object.hasOwn(fleet.models, model) ? fleet.models[model]?.retrain.budget : undefined;
  return budget ? [{ model, spending: spending(state(), budget, context.now()) }] : [];
}

function monthOf(text: string): string {
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(text))
    throw new InvalidArgumentError("It must be a month such as 2026-11.");
  return text;
}
