import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { sumOfFigures } from "@driftwheel/core/replay/figures.ts";
import { readMoment } from "@driftwheel/core/schema/moment.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import { readBaseline } from "../assess/read-baseline.ts";
import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { policyOf } from "../context/policy-of.ts";
import { type LedgerOptions, openLedger } from "../ledger/ledger-source.ts";
import { modelsWithEntries } from "../ledger/models-with-entries.ts";
import { withLedger } from "../options/ledger-options.ts";
import { isForProgram, type OutputOptions, withOutput } from "../options/output-option.ts";
import { fleetLines, replayLines } from "../output/replay-lines.ts";
import { type ReplayedModel, replayModel } from "../replay/replay-model.ts";

interface Options extends LedgerOptions, OutputOptions {
  readonly policy?: string;
  readonly from?: string;
  readonly to?: string;
  readonly baseline?: string;
}

export function replayCommand(context: Context): Command {
  const command = new Command("replay")
    .description(
      "Decide again on what the ledger holds, by another policy, and tell where the decisions part.",
    )
    .argument("[model]", "name of the model in the fleet; all of them unless given")
    .option("--policy <path>", `module with the fleet whose policies decide (default: ${defaultFleet})`)
    .addOption(moment("--from <time>", "decisions of before are taken as they are, such as 2026-03-01"))
    .addOption(moment("--to <time>", "decisions from then on are left out"))
    .option("--baseline <statistics.json>", "refuse a policy that watches columns which this baseline lacks");
  command.addHelpText("after", rule);
  const form =
    "{ model, from, to, decided, entries, identical, partings, assumptions, unknown, was, would, ... } of each model as one line of JSON, then { fleet } where no model is named,";
  return withLedger(withOutput(command, form), context).action(
    async (model: string | undefined, options: Options) => {
      const fleet = await loadFleet(options.policy, context, "--policy");
      if (!fleet) {
        throw new PersonError(
          `There is no ${defaultFleet} here; name a fleet with --policy.`,
          exitCode.usage,
        );
      }
      const written = await loadFleet(undefined, context);
      const baseline = options.baseline === undefined ? null : await readBaseline(options.baseline, context);
      const features = baseline?.features.map((feature) => feature.name) ?? null;
      const names = model === undefined ? await modelsWithEntries(options, context) : [model];
      const ledger = await openLedger(options, context);
      const replayed: ReplayedModel[] = [];
      // All of them before anything is told: one that is refused leaves no half of an answer.
      for (const name of names) {
        context.progress(name);
        const policy = policyOf(fleet, name);
        const before = ownPolicy(written?.models, name);
        const entries = await ledger.entries(name);
        const { from, to } = options;
        replayed.push(replayModel(name, entries, policy, { from, to, written: before, features }));
      }
      context.progress(null);
      tell(replayed, model === undefined, options, context);
    },
  );
}

function tell(
  replayed: readonly ReplayedModel[],
  isFleet: boolean,
  options: Options,
  context: Context,
): void {
  const fleet = {
    models: replayed.length,
    otherwise: replayed.filter(({ partings }) => partings.length > 0).map(({ model }) => model),
    was: sumOfFigures(replayed.map(({ was }) => was)),
    would: sumOfFigures(replayed.map(({ would }) => would)),
  };
  if (isForProgram(options, context)) {
    for (const one of replayed) context.out(JSON.stringify(one));
    if (isFleet) context.out(JSON.stringify({ fleet }));
    return;
  }
  for (const one of replayed) for (const line of replayLines(one, context)) context.out(line);
  if (isFleet && replayed.length !== 1) for (const line of fleetLines(fleet, context)) context.out(line);
}

const rule = `
Each decision is taken by this version of Driftwheel. After a parting it says what it assumes of the outside, and where
nothing can be known. Nothing is written. Ends with 0 however decisions part, ${exitCode.usage} where the policy does not fit the ledger, and
${exitCode.failed} where an entry is of a kind that this version does not know.`;

function ownPolicy(
  models: Readonly<Record<string, ModelPolicy>> | undefined,
  name: string,
): ModelPolicy | null {
  return models && Object.hasOwn(models, name) ? (models[name] ?? null) : null;
}

function moment(flags: string, description: string): Option {
  return new Option(flags, description).argParser((typed: string) => {
    const at = readMoment(typed);
    if (at !== null) return at;
    throw new InvalidArgumentError('It is a time, such as "2026-03-01" or "2026-03-01T08:00:00Z".');
  });
}
