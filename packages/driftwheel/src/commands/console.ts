import { apiAddress, tokenOf, withApi } from "@driftwheel/cli/api/address.ts";
import { openApi } from "@driftwheel/cli/api/client.ts";
import { bearer, sigV4 } from "@driftwheel/cli/api/sign.ts";
import type { Context } from "@driftwheel/cli/context/context.ts";
import { wholeNumber } from "@driftwheel/cli/options/whole-number.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import { z } from "zod";

interface Options {
  readonly api?: string;
  readonly token?: string;
  readonly port?: number;
}

const caller = z.object({ by: z.string(), roles: z.array(z.string()) });

export function consoleCommand(context: Context): Command {
  return withApi(
    new Command("console").description(
      "The console of a deployed API, on this machine: each of its requests is signed with your AWS credentials, so that nothing is public and your role by IAM holds. It prints its address, and ends with Ctrl-C.",
    ),
  )
    .addOption(
      new Option("--port <number>", "listen on this port of 127.0.0.1 (default: any free one)").argParser(
        portOf,
      ),
    )
    .action(async (options: Options) => {
      const api = apiAddress(options, context);
      const token = tokenOf(options, context);
      // Who may not look is told so here, by name, and not by a page.
      const { by, roles } = await openApi(options, context).get("/me", caller);
      const { signingConsole } = await import("../console/signing-console.ts");
      const { url, close } = await signingConsole({
        api,
        prove: token === null ? sigV4(api, context) : bearer(token),
        port: options.port ?? 0,
        log: context.hint,
      });
      context.hint(`The console of ${api}, as ${by} (${roles.join(", ")}).`);
      context.out(`${url}/`);
      context.hint("Whoever has this address acts as you, until Ctrl-C.");
      await new Promise<void>((resolve) => {
        for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve());
      });
      await close();
    });
}

function portOf(text: string): number {
  const port = wholeNumber(text);
  if (port > 65_535) throw new InvalidArgumentError("It is a port, from 1 to 65535.");
  return port;
}
