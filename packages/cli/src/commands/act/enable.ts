import { Command } from "commander";
import { z } from "zod";
import { type ApiOptions, withApi } from "../../api/address.ts";
import { openApi, path } from "../../api/client.ts";
import type { Context } from "../../context/context.ts";
import { keyOption } from "../../options/key-option.ts";
import { isForProgram, type OutputOptions, withOutput } from "../../options/output-option.ts";

interface Options extends ApiOptions, OutputOptions {
  readonly key?: string;
}

export function enableCommand(context: Context): Command {
  const command = new Command("enable")
    .description("Send entries to a subscription again that was disabled.")
    .argument("<name>", "name of the subscription in the fleet")
    .addOption(keyOption());
  return withApi(withOutput(command, "the API's answer as one line of JSON")).action(
    async (name: string, options: Options) => {
      const answer = await openApi(options, context).post(
        path("webhooks", name, "enable"),
        { key: options.key ?? context.newKey(), role: "operator", body: {} },
        z.unknown(),
      );
      if (isForProgram(options, context)) context.out(JSON.stringify(answer));
      else context.out(`${name} is sent entries again. What it missed: driftwheel redrive ${name}`);
    },
  );
}
