import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CreateTrainingJob } from "./request.ts";

/** The folders of a training container; `root` stands for `/opt/ml`. */
export interface TrainingFolders {
  readonly root: string;
  readonly config: string;
  readonly data: string;
  readonly model: string;
  readonly output: string;
  readonly outputData: string;
  readonly failure: string;
  readonly log: string;
}

export function trainingFolders(root: string): TrainingFolders {
  return {
    root,
    config: join(root, "input", "config"),
    data: join(root, "input", "data"),
    model: join(root, "model"),
    output: join(root, "output"),
    outputData: join(root, "output", "data"),
    failure: join(root, "output", "failure"),
    log: join(root, "training.log"),
  };
}

export const host = "algo-1";

/**
 * Makes the folders and writes what the container may read about its job.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/your-algorithms-training-algo-running-container.html
 */
export async function prepareFolders(folders: TrainingFolders, request: CreateTrainingJob): Promise<void> {
  const { config, data, model, outputData } = folders;
  for (const folder of [config, data, model, outputData]) await mkdir(folder, { recursive: true });
  const files = {
    "hyperparameters.json": request.HyperParameters ?? {},
    "inputdataconfig.json": inputDataConfig(request),
    "resourceconfig.json": resourceConfig(request),
  };
  for (const [name, content] of Object.entries(files)) {
    await writeFile(join(config, name), JSON.stringify(content));
  }
}

export function inputDataConfig(request: CreateTrainingJob): Readonly<Record<string, unknown>> {
  const channels = (request.InputDataConfig ?? []).map(({ ChannelName, ContentType }) => [
    ChannelName,
    {
      ...(ContentType === undefined ? {} : { ContentType }),
      RecordWrapperType: "None",
      S3DistributionType: "FullyReplicated",
      TrainingInputMode: "File",
    },
  ]);
  return Object.fromEntries(channels);
}

/** There is one machine here, whatever the request asks for. */
export function resourceConfig(request: CreateTrainingJob): Readonly<Record<string, unknown>> {
  const type = request.ResourceConfig.InstanceType ?? "local";
  return {
    current_host: host,
    hosts: [host],
    current_group_name: "homogeneousCluster",
    current_instance_type: type,
    instance_groups: [{ instance_group_name: "homogeneousCluster", instance_type: type, hosts: [host] }],
    network_interface_name: "lo",
  };
}
