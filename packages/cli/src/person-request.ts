import { Command } from "commander";
import { busOption, endpointOption } from "./aws-options.ts";
import type { AwsOptions, Context } from "./context.ts";
import { exitCode, PersonError } from "./errors.ts";
import { loadFleet } from "./fleet.ts";

interface Request {
  readonly name: string;
  readonly description: string;
  readonly detailType: string;
  /** Said once the event is on the bus. */
  readonly asked: string;
}

interface Options extends AwsOptions {
  readonly because: string;
  readonly by?: string;
  readonly bus: string;
}

/** A command by which a person asks something of one model; pause and resume differ in words only. */
export function requestCommand(request: Request, context: Context): Command {
  return new Command(request.name)
    .description(request.description)
    .argument("<model>", "name of the model in the fleet")
    .requiredOption("--because <text>", "why; written to the ledger")
    .option("--by <name>", "who asks (default: the user of this machine)")
    .addOption(busOption())
    .addOption(endpointOption(context))
    .action(async (model: string, options: Options) => {
      await assertKnown(model, context);
      const reason = options.because.trim();
      if (!reason) throw new PersonError("--because is empty; say why in a few words", exitCode.usage);
      const by = options.by?.trim() || context.user();
      const event = { detailType: request.detailType, time: context.now(), detail: { model, by, reason } };
      const id = await context.send(event, options);
      context.out(`${request.asked} ${model} (event ${id}). The ledger will say what came of it.`);
    });
}

/** A misspelt model would be ignored without a word on the other side of the bus. */
async function assertKnown(model: string, context: Context): Promise<void> {
  const fleet = await loadFleet(undefined, context);
  if (!fleet || Object.hasOwn(fleet.models, model)) return;
  throw new PersonError(
    `The fleet has no model "${model}"; it has ${Object.keys(fleet.models).join(", ") || "none"}.`,
  );
}
