import { Command } from "commander";
import { type ApiOptions, withApi } from "../../api/address.ts";
import { redriven } from "../../api/answers.ts";
import { openApi, path } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { keyOption } from "../../options/key-option.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";

interface Options extends ApiOptions, OutputOptions {
  readonly key?: string;
}

export function redriveCommand(context: Context): Command {
  const command = new Command("redrive")
    .description(
      "Deliver again what a subscription did not take: the named deliveries, or all that are dead or dropped.",
    )
    .argument("<name>", "name of the subscription in the fleet")
    .argument("[delivery...]", "ids of deliveries, as driftwheel hooks <name> lists them")
    .addOption(keyOption());
  return withApi(withOutput(command, "{ redriven } as one line of JSON")).action(
    async (name: string, deliveries: readonly string[], options: Options) => {
      const answer = await openApi(options, context).post(
        path("webhooks", name, "redrive"),
        {
          key: options.key ?? context.newKey(),
          role: "operator",
          body: deliveries.length > 0 ? { deliveries } : {},
        },
        redriven,
      );
      if (isForProgram(options, context)) context.out(JSON.stringify(answer));
      else if (answer.redriven.length === 0) context.out("There was nothing to deliver again.");
      else for (const id of answer.redriven) context.out(`on its way again: ${id}`);
    },
  );
}
