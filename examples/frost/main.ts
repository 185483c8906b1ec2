import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import { forPeople, ledgerLines } from "@driftwheel/example-shared/run/progress.ts";
import { loadProjectFleet } from "@driftwheel/local/lambda/project-functions.ts";
import { Command, CommanderError } from "commander";
import { runMainJob } from "./run/main-job.ts";

interface Options {
  readonly json?: true;
  readonly drift: boolean;
  readonly fleet?: string;
}

const program = new Command("npm start --")
  .description(
    "The main job: drift, retraining, rollout, the whole loop on this machine in about two minutes. The ledger is left in .driftwheel/ledger.jsonl.",
  )
  .option(
    "--json",
    "print the ledger alone, one entry a line (npm start -s -- --json keeps npm's own lines away)",
  )
  .option("--no-drift", "serve Seattle throughout: nothing must happen")
  .option(
    "--fleet <path>",
    "another fleet than driftwheel.config.ts; in examples/frost/approval.config.ts a person approves",
  )
  .exitOverride();

const { json, drift, fleet } = options();
// A fleet that is refused is told before anything is trained, in the words of the refusal.
await loadProjectFleet(fleet ?? null).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
const progress = json ? ledgerLines(process.stdout) : forPeople(process.stdout, Date.now());
const failure = await runMainJob({
  drift,
  progress,
  ledgerFile,
  ...(fleet === undefined ? {} : { fleet }),
}).catch((error: unknown) => {
  progress.end();
  console.error(error);
  return "The run broke off.";
});
if (failure !== null) {
  console.error(failure);
  process.exitCode = 1;
}

function options(): Options {
  try {
    return program.parse().opts<Options>();
  } catch (error) {
    // Commander has said what is wrong; --help ends with 0.
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}
