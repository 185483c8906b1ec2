import { loadProjectFleet } from "@driftwheel/local/lambda/project-functions.ts";
import { Command, CommanderError } from "commander";
import { forPeople, ledgerLines, type Progress } from "./progress.ts";

export interface Options {
  readonly json?: true;
  readonly drift: boolean;
  readonly open?: true;
}

/** An example's one command; what only it may be told is added by the example. */
export function exampleCommand(name: string, description: string): Command {
  return new Command(`${name} --`)
    .description(`${description} The ledger is left in .driftwheel/ledger.jsonl.`)
    .option(
      "--json",
      `print the ledger alone, one entry a line (${name} -s -- --json keeps npm's own lines away)`,
    )
    .option("--no-drift", "serve the usual throughout: nothing must happen")
    .option("--open", "open the console in the browser; its address is printed")
    .exitOverride();
}

/** What the command line says; ends the process where it only asked for help, or says something wrong. */
export function optionsOf<Told extends Options>(command: Command): Told {
  try {
    return command.parse().opts<Told>();
  } catch (error) {
    // Commander has said what is wrong; --help ends with 0.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

/**
 * Runs an example as its command: why it did not end as it should stands on standard error, and 1 is the exit code.
 *
 * @param fleet a module with another fleet than the repository's, or null
 */
export async function runAsCommand(
  { json }: Options,
  fleet: string | null,
  run: (progress: Progress) => Promise<string | null>,
): Promise<void> {
  // A fleet that is refused is told before anything is trained, in the words of the refusal.
  await loadProjectFleet(fleet).catch((error: Error) => {
    console.error(error.message);
    process.exit(1);
  });
  const progress = json ? ledgerLines(process.stdout) : forPeople(process.stdout, Date.now());
  const failure = await run(progress).catch((error: unknown) => {
    progress.end();
    console.error(error);
    return "The run broke off.";
  });
  if (failure !== null) {
    console.error(failure);
    process.exitCode = 1;
  }
}
