import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Context } from "@driftwheel/cli/context/context.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { defaultFleet } from "@driftwheel/cli/context/fleet.ts";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import { Command } from "commander";

interface Options {
  readonly endpointUrl: string;
  readonly drift: boolean;
  readonly json?: true;
}

export function exampleCommand(context: Context): Command {
  return new Command("example")
    .description(
      "The example's model and its traffic, against npx driftwheel local: it drifts, and Driftwheel retrains, tries and promotes. About two minutes.",
    )
    .option("--endpoint-url <url>", "where the small AWS is served", "http://127.0.0.1:4566")
    .option("--no-drift", "serve Seattle throughout: nothing must happen")
    .option("--json", "print the ledger alone, one entry a line")
    .action(async ({ endpointUrl, drift, json }: Options) => {
      // What the page of npx driftwheel local starts is told the server's own.
      const fleet = resolve(context.directory, context.environment.DRIFTWHEEL_FLEET ?? defaultFleet);
      if (!existsSync(fleet)) {
        throw new PersonError(`There is no ${defaultFleet} here. Begin with: npx driftwheel init --example`);
      }
      await assertServed(endpointUrl);
      const { forPeople, ledgerLines } = await import("@driftwheel/example-shared/run/progress.ts");
      const { runOnServer } = await import("@driftwheel/example-frost/run/on-server.ts");
      const failure = await runOnServer({
        url: endpointUrl,
        region: "us-east-1",
        fleet,
        drift,
        progress: json ? ledgerLines(process.stdout) : forPeople(process.stdout, Date.now()),
        ledgerFile: join(context.directory, ledgerFile),
      });
      if (failure !== null) throw new PersonError(failure);
      context.hint("Next: npx driftwheel ledger frost");
    });
}

async function assertServed(url: string): Promise<void> {
  try {
    await fetch(url, { signal: AbortSignal.timeout(2_000) });
  } catch {
    throw new PersonError(
      `Nothing is served at ${url}. Start it first, in another terminal: npx driftwheel local`,
    );
  }
}
