import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import {
  exampleCommand,
  type Options,
  optionsOf,
  runAsCommand,
} from "@driftwheel/example-shared/run/command.ts";
import { runMainJob } from "./run/main-job.ts";

const command = exampleCommand(
  "npm start",
  "The main job: drift, retraining, rollout, the whole loop on this machine in about two minutes.",
).option(
  "--fleet <path>",
  "another fleet than driftwheel.config.ts; in examples/frost/approval.config.ts a person approves",
);

const options = optionsOf<Options & { readonly fleet?: string }>(command);
const { drift, fleet } = options;
await runAsCommand(options, fleet ?? null, (progress) =>
  runMainJob({ drift, progress, ledgerFile, ...(fleet === undefined ? {} : { fleet }) }),
);
