import { fileURLToPath } from "node:url";
import type { Framework, LocalImage } from "../world.ts";
import { parseImageName } from "./image-name.ts";

interface Kind {
  readonly framework: Framework["name"];
  readonly trains: boolean;
  readonly serves: boolean;
}

const both = { trains: true, serves: true };
const training = { trains: true, serves: false };
const inference = { trains: false, serves: true };

/**
 * The repositories of AWS's framework images that run a user's script, whatever account holds them.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/ecr-us-east-1.html and
 * https://github.com/aws/sagemaker-python-sdk, `image_uri_config`.
 */
const kinds: Readonly<Record<string, Kind>> = {
  "sagemaker-scikit-learn": { framework: "sklearn", ...both },
  "sagemaker-xgboost": { framework: "xgboost", ...both },
  "sagemaker-base-python": { framework: "python", ...training },
  "pytorch-training": { framework: "pytorch", ...training },
  "pytorch-inference": { framework: "pytorch", ...inference },
  "huggingface-pytorch-training": { framework: "huggingface", ...training },
  "huggingface-pytorch-inference": { framework: "huggingface", ...inference },
  "tensorflow-training": { framework: "tensorflow", ...training },
  "huggingface-tensorflow-training": { framework: "tensorflow", ...training },
};

const module = (name: string): readonly string[] => ["python3", "-m", `driftwheel_container.${name}`];

/** Where the modules lie that do for a script what AWS's toolkits do. */
export const toolkitFolder = fileURLToPath(new URL("../../python", import.meta.url));

/** What stands for an image of AWS's frameworks; null for all others. */
export function frameworkImage(name: string, python: string): LocalImage | null {
  const kind = kinds[parseImageName(name).repository];
  if (!kind) return null;
  return {
    directory: toolkitFolder,
    framework: { name: kind.framework, python },
    ...(kind.trains ? { train: module("train") } : {}),
    ...(kind.serves ? { serve: module("serve") } : {}),
  };
}

/** Whether an image needs a Python. */
export function isFrameworkImage(name: string): boolean {
  return parseImageName(name).repository in kinds;
}
