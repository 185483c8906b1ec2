import type { Context } from "@driftwheel/cli/context/context.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { defaultFleet, loadFleet } from "@driftwheel/cli/context/fleet.ts";
import { type LedgerOptions, openLedger } from "@driftwheel/cli/ledger/ledger-source.ts";
import { withLedger } from "@driftwheel/cli/options/ledger-options.ts";
import { replayLines } from "@driftwheel/cli/output/replay-lines.ts";
import { replayModel } from "@driftwheel/cli/replay/replay-model.ts";
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { graphDifference } from "../upgrade/graph-difference.ts";
import { planPages, readKeptPlan } from "../upgrade/kept-plan.ts";
import { planHere } from "../upgrade/plan-here.ts";

interface Options extends LedgerOptions {
  readonly ledger?: true;
}

export function upgradeCommand(context: Context): Command {
  const command = new Command("upgrade")
    .description(
      `Tell what this version changes: of the resources, against ${planPages.forPrograms} of the version before; with --ledger of decisions too. Nothing is changed.`,
    )
    .option("--ledger", "decide anew on what the fleet's ledger holds, and tell where the decisions part");
  return withLedger(command, context).action(async (options: Options) => {
    const kept = readKeptPlan(context.directory);
    const { resources } = await planHere(context);
    const changed = graphDifference(kept.resources, resources);
    context.out(
      `Resources, ${kept.driftwheel} -> ${manifest.version}: ${changed.length === 0 ? "none changes" : `${changed.length} changes`}.`,
    );
    for (const line of changed) context.out(`  ${line}`);
    if (options.ledger) await tellDecisions(options, context);
    context.hint(`Write the plan of this version with: npx driftwheel deploy:plan`);
  });
}

async function tellDecisions(options: Options, context: Context): Promise<void> {
  const fleet = await loadFleet(undefined, context);
  if (!fleet) throw new PersonError(`There is no ${defaultFleet} here. Begin with: npx driftwheel init`);
  const ledger = await openLedger(options, context);
  context.out("Decisions by this version and today's policy:");
  for (const [model, policy] of Object.entries(fleet.models)) {
    const entries = await ledger.entries(model);
    const replayed = replayModel(model, entries, policy, { written: policy, features: null });
    for (const line of replayLines(replayed, context)) context.out(line);
  }
}
