import { fileURLToPath } from "node:url";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import {
  exampleCommand,
  type Options,
  optionsOf,
  runAsCommand,
} from "@driftwheel/example-shared/run/command.ts";
import { runMainJob } from "./run/main-job.ts";

interface OwnOptions extends Options {
  readonly fleet?: string;
  readonly retrainWith?: string;
}

const command = exampleCommand(
  "npm start",
  "The main job: drift, retraining, rollout, the whole loop on this machine in about two minutes.",
).option(
  "--fleet <path>",
  "another fleet than driftwheel.config.ts; in examples/frost/approval.config.ts a person approves",
);
command.addOption(
  command
    .createOption("--retrain-with <what>", "what retrains instead of a pipeline")
    .choices(["training-job", "tuning", "automl", "state-machine"])
    .conflicts("fleet"),
);

const options = optionsOf<OwnOptions>(command);
const { drift, retrainWith } = options;
const fleet =
  retrainWith === undefined
    ? options.fleet
    : fileURLToPath(new URL(`retrain-with/${retrainWith}.config.ts`, import.meta.url));
await runAsCommand(options, fleet ?? null, (progress) =>
  runMainJob({ drift, progress, ledgerFile, ...(fleet === undefined ? {} : { fleet }) }),
);
