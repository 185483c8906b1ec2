import { existsSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalImage } from "../world.ts";
import { parseImageName } from "./image-name.ts";

/**
 * The repositories of AWS's own analyzers, whatever account holds them, and the programs that stand for them.
 * Sources: https://docs.aws.amazon.com/sagemaker/latest/dg-ecr-paths/ecr-us-east-1.html and
 * https://github.com/aws/sagemaker-python-sdk, `image_uri_config`.
 */
const programs: Readonly<Record<string, string>> = {
  "sagemaker-model-monitor-analyzer": "model-monitor",
  "sagemaker-clarify-processing": "clarify",
  "sagemaker-data-wrangler-container": "data-wrangler",
};

/** A program of its own beside this package: it knows the monitor's code, which this package does not. */
const directory = fileURLToPath(new URL("../../../analyzers/src", import.meta.url));

/** What stands for an image of Model Monitor, Clarify or Data Wrangler; null for all others, and where the programs are absent. */
export function analyzerImage(name: string): LocalImage | null {
  const program = programs[parseImageName(name).repository];
  if (program === undefined || !existsSync(directory)) return null;
  // In TypeScript as this file is, or compiled as it is.
  return { directory, process: ["node", `${program}${extname(import.meta.url)}`] };
}
