import { dynamoFailedInputs } from "@driftwheel/aws/inferences/failed-inputs.ts";
import { redriveInput } from "@driftwheel/aws/inferences/redrive-input.ts";
import type { FailedInput } from "@driftwheel/core/monitor/inferences/failed-input.ts";
import { Command } from "commander";
import type { Context } from "../../context/context.ts";
import { exitCode, messageOf, PersonError } from "../../context/errors.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";

interface Options extends OutputOptions {
  readonly table: string;
  readonly redrive?: true;
  readonly endpoint?: string;
}

export function failedInputsCommand(context: Context): Command {
  const command = new Command("failed-inputs")
    .description("What an asynchronous endpoint could not answer, and why; sent again with --redrive.")
    .argument("<model>", "name of the model in the fleet")
    .argument("[id...]", "ids of failed inputs, as the list has them (default: all)")
    .requiredOption("--table <name>", "the ledger's table, which the deployment tells as `ledger`")
    .option("--redrive", "send those again that were not sent again before")
    .option("--endpoint <name>", "ask this endpoint in the place of the model's own")
    .addHelpText(
      "after",
      `
Whoever asks needs dynamodb:Query on the ledger's table, and to send again dynamodb:UpdateItem and
sagemaker:InvokeEndpointAsync.`,
    );
  return withOutput(command, "{ failed, redriven } as one line of JSON").action(
    async (model: string, ids: readonly string[], options: Options) => {
      const { table } = options;
      const failed = await wanted(model, ids, table);
      // One that nobody can send again is listed, and no reason to fail unless it is named.
      const meant = failed.filter((one) => one.redriven === null && (ids.length > 0 || one.input !== null));
      const { redriven, kept } = options.redrive
        ? await sendAgain(meant, options, context)
        : { redriven: [], kept: 0 };
      if (isForProgram(options, context)) {
        context.out(JSON.stringify({ failed, redriven }));
      } else {
        if (failed.length === 0) context.out(`Nothing of ${model} has failed.`);
        for (const one of failed) context.out(inWords(one));
        for (const id of redriven) context.out(`on its way again: ${id}`);
      }
      if (kept > 0) throw new PersonError(`${kept} of ${meant.length} could not be sent again.`);
    },
  );
}

async function wanted(model: string, ids: readonly string[], table: string): Promise<readonly FailedInput[]> {
  const all = await dynamoFailedInputs({ table }).of(model);
  const unknown = ids.find((id) => !all.some((one) => one.id === id));
  if (unknown !== undefined) {
    throw new PersonError(`${model} has no failed input ${unknown}.`, exitCode.notFound);
  }
  return ids.length === 0 ? all : all.filter(({ id }) => ids.includes(id));
}

/** One that cannot be sent does not keep the others. */
async function sendAgain(
  meant: readonly FailedInput[],
  { endpoint, table }: Options,
  context: Context,
): Promise<{ readonly redriven: readonly string[]; readonly kept: number }> {
  const redriven: string[] = [];
  for (const one of meant) {
    context.progress(one.id);
    try {
      redriven.push(await redriveInput(one, { table, by: context.user(), endpoint, now: context.now() }));
    } catch (error) {
      context.hint(messageOf(error));
    }
  }
  context.progress(null);
  return { redriven, kept: meant.length - redriven.length };
}

function inWords({ id, inferenceId, endpoint, failure, input, redriven }: FailedInput): string {
  const where = input?.location ?? "in the request itself";
  const again = redriven ? `; sent again at ${redriven.at} as ${redriven.inferenceId}` : "";
  return `${id}  ${inferenceId} of ${endpoint}: ${failure.reason} (${where})${again}`;
}
