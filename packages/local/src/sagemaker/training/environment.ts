import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { World } from "../../world.ts";
import { baseEnvironment } from "../containers/environment.ts";
import { inFolder } from "../containers/opt-ml.ts";
import { host, inputDataConfig, resourceConfig, type TrainingFolders } from "./folders.ts";
import type { TrainingJob } from "./training-job.ts";

/**
 * Variables of a training container, the most used of those that SageMaker's training toolkit sets among them, so that
 * an image needs no toolkit here. The images that have one set all of them themselves.
 * Source: https://github.com/aws/sagemaker-training-toolkit/blob/master/ENVIRONMENT_VARIABLES.md
 */
export function trainingEnvironment(
  job: TrainingJob,
  folders: TrainingFolders,
  world: World,
): Readonly<Record<string, string>> {
  const { request } = job;
  const channels = (request.InputDataConfig ?? []).map(({ ChannelName }) => ChannelName);
  const given = Object.entries(request.Environment ?? {}).map(([name, value]) => [
    name,
    inFolder(folders.root, value),
  ]);
  return {
    ...baseEnvironment(world, folders.root),
    TRAINING_JOB_NAME: job.name,
    TRAINING_JOB_ARN: job.arn,
    SAGEMAKER_REGION: world.region,
    SM_MODEL_DIR: folders.model,
    SM_INPUT_DIR: join(folders.root, "input"),
    SM_INPUT_CONFIG_DIR: folders.config,
    SM_INPUT_DATA_CONFIG: JSON.stringify(inputDataConfig(request)),
    SM_OUTPUT_DIR: folders.output,
    SM_OUTPUT_DATA_DIR: folders.outputData,
    SM_RESOURCE_CONFIG: JSON.stringify(resourceConfig(request)),
    SM_CHANNELS: JSON.stringify(channels),
    ...Object.fromEntries(
      channels.map((name) => [`SM_CHANNEL_${name.toUpperCase()}`, join(folders.data, name)]),
    ),
    SM_CURRENT_HOST: host,
    SM_HOSTS: JSON.stringify([host]),
    SM_NETWORK_INTERFACE_NAME: "lo",
    SM_NUM_CPUS: String(availableParallelism()),
    SM_NUM_GPUS: "0",
    SM_LOG_LEVEL: "20",
    ...hyperparameters(request.HyperParameters ?? {}),
    ...Object.fromEntries(given),
  };
}

/** The toolkit reads each value as JSON where it is JSON, and as text where it is not. */
function hyperparameters(given: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const decoded = Object.entries(given).map(([name, value]) => [name, decode(value)] as const);
  return {
    SM_HPS: JSON.stringify(Object.fromEntries(decoded)),
    ...Object.fromEntries(
      decoded.map(([name, value]) => [
        `SM_HP_${name.toUpperCase()}`,
        typeof value === "string" ? value : JSON.stringify(value),
      ]),
    ),
  };
}

function decode(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
