import { join } from "node:path";

const root = process.env.OPT_ML ?? "/opt/ml";

/** The folders of a container of SageMaker's, as its jobs are given them. */
export const folders = {
  /** Of a training job, by channel. */
  channel: (name: string) => join(root, "input", "data", name),
  hyperparameters: join(root, "input", "config", "hyperparameters.json"),
  model: join(root, "model"),
  output: join(root, "output"),
  processingInput: (name: string) => join(root, "processing", "input", name),
  processingOutput: (name: string) => join(root, "processing", "output", name),
};
