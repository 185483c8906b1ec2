import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "@driftwheel/cli/context/context.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { defaultFleet, loadFleet } from "@driftwheel/cli/context/fleet.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import { names } from "@driftwheel/example-frost/names.ts";
import { Command } from "commander";

export function localCommand(context: Context): Command {
  return new Command("local")
    .description(
      "The small AWS on this machine, with Driftwheel and the fleet of this folder in it. Its options: local --help",
    )
    .argument("[options...]")
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[]) => {
      if (words.some((word) => /^--state(=|$)/.test(word))) await findStateKeeper();
      const fleet = isWithoutFleet(words) ? null : await fleetHere(words, context);
      // The server reads its own options.
      process.argv.splice(
        2,
        process.argv.length,
        ...words,
        ...(fleet && !fleet.named ? ["--fleet", defaultFleet] : []),
      );
      await import("@driftwheel/local/main.ts");
      if (fleet && isExample(fleet.fleet)) {
        context.hint("Next, in another terminal here: npx driftwheel example");
      }
    });
}

/** What writes the state to a folder is compiled for each machine, so it may not be there. */
async function findStateKeeper(): Promise<void> {
  await import("classic-level").catch((cause: unknown) => {
    throw new PersonError(
      "--state needs the package classic-level, which cannot be loaded here. Install it: npm install classic-level@3",
      undefined,
      { cause },
    );
  });
}

function isWithoutFleet(words: readonly string[]): boolean {
  return words.includes("--no-functions") || words.includes("--help") || words.includes("-h");
}

async function fleetHere(words: readonly string[], context: Context) {
  const given = givenTo("--fleet", words) ?? context.environment.DRIFTWHEEL_FLEET;
  if (given === undefined && !existsSync(join(context.directory, defaultFleet))) {
    throw new PersonError(`There is no ${defaultFleet} here. Begin with: npx driftwheel init`);
  }
  const fleet = await loadFleet(given, context);
  // It is there, as was just seen; else it was named, and then it is there or refused.
  return fleet && { fleet, named: given !== undefined };
}

function givenTo(option: string, words: readonly string[]): string | undefined {
  const place = words.findIndex((word) => word === option || word.startsWith(`${option}=`));
  const word = words[place];
  return word?.includes("=") ? word.slice(option.length + 1) : words[place + 1 || words.length];
}

function isExample({ models }: Fleet): boolean {
  return Object.values(models).some(
    ({ endpoint, retrain }) => endpoint === names.endpoint && retrain.pipeline === names.pipeline,
  );
}
