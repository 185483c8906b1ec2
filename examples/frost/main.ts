import { fileURLToPath } from "node:url";
import { ledgerFile } from "@driftwheel/cli/ledger/ledger-source.ts";
import {
  exampleCommand,
  type Options,
  optionsOf,
  runAsCommand,
} from "@driftwheel/example-shared/run/command.ts";
import { runMainJob } from "./run/main-job.ts";
import { type ServingName, servingNames, servings } from "./serving/serving.ts";

interface OwnOptions extends Options {
  readonly fleet?: string;
  readonly retrainWith?: string;
  readonly freshData?: string;
  readonly serving?: ServingName;
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

command.addOption(
  command
    .createOption("--serving <how>", "how the model is served instead of in real time")
    .choices(servingNames)
    .conflicts(["fleet", "retrainWith", "freshData"]),
);

const options = optionsOf<OwnOptions>(command);
const { drift, open = false, retrainWith, freshData } = options;
const serving = options.serving ? await servings[options.serving]() : null;
const fleet =
  serving?.fleet ??
  configOf("retrain-with", retrainWith) ??
  configOf("fresh-data", freshData) ??
  options.fleet;
await runAsCommand(options, fleet ?? null, (progress) =>
  runMainJob({
    ...{ drift, open, progress, ledgerFile, featureStore: freshData === "feature-store" },
    ...(fleet === undefined ? {} : { fleet }),
    ...(serving ? { serving } : {}),
  }),
);

function configOf(folder: string, name: string | undefined): string | undefined {
  return name === undefined
    ? undefined
    : fileURLToPath(new URL(`${folder}/${name}.config.ts`, import.meta.url));
}
