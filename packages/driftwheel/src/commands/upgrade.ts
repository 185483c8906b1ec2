import type { Context } from "@driftwheel/cli/context/context.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { defaultFleet, loadFleet } from "@driftwheel/cli/context/fleet.ts";
import { type LedgerOptions, openLedger } from "@driftwheel/cli/ledger/ledger-source.ts";
import { withLedger } from "@driftwheel/cli/options/ledger-options.ts";
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { graphDifference } from "../upgrade/graph-difference.ts";
import { planPages, readKeptPlan } from "../upgrade/kept-plan.ts";
import { planHere } from "../upgrade/plan-here.ts";
import { type Replayed, replayed } from "../upgrade/replayed.ts";

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
  for (const [model, policy] of Object.entries(fleet.models)) {
    for (const line of linesOf(model, replayed(model, await ledger.entries(model), policy)))
      context.out(line);
  }
}

function linesOf(model: string, { windows, looks, partings, notReplayed }: Replayed): readonly string[] {
  const left = Object.entries(notReplayed).map(([kind, count]) => `${count} ${kind}`);
  return [
    `Decisions of ${model}, by this version and today's policy: ${windows} windows and ${looks} looks decided anew, ${partings.length === 0 ? "none otherwise" : `${partings.length} otherwise`}.`,
    ...partings.map(({ sequence, was, is }) => `  entry ${sequence}: was ${was}, would be ${is}`),
    ...(left.length === 0
      ? []
      : [
          `  Not decided anew, because the ledger holds what was decided and not what AWS or a person answered: ${left.join(", ")}.`,
        ]),
  ];
}
