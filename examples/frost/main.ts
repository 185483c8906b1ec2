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
  readonly freshData?: string;
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
command.addOption(
  command
    .createOption("--fresh-data <where>", "labelled records that come there retrain instead of drift")
    .choices(["feature-store"])
    .conflicts(["fleet", "retrainWith"]),
);

const options = optionsOf<OwnOptions>(command);
const { drift, open = false, retrainWith, freshData } = options;
const fleet = configOf("retrain-with", retrainWith) ?? configOf("fresh-data", freshData) ?? options.fleet;
await runAsCommand(options, fleet ?? null, (progress) =>
  runMainJob({
    ...{ drift, open, progress, ledgerFile, featureStore: freshData === "feature-store" },
    ...(fleet === undefined ? {} : { fleet }),
  }),
);

function configOf(folder: string, name: string | undefined): string | undefined {
  return name === undefined
    ? undefined
    : fileURLToPath(new URL(`${folder}/${name}.config.ts`, import.meta.url));
}
