import { existsSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { LocalImage } from "../world.ts";
import { parseImageName } from "./image-name.ts";

/** Its own name: what is in the service's images, AutoGluon and SageMaker's algorithms, is not in this one. */
const repository = "driftwheel-automl";

/** Programs of their own beside this package, which knows nothing of what they learn with. */
const directory = fileURLToPath(new URL("../../../automl/src", import.meta.url));

/** In TypeScript as this file is, or compiled as it is. */
const program = (name: string): readonly string[] => ["node", `${name}${extname(import.meta.url)}`];

/** The image of AutoML jobs' candidates, as an account's registry in a region would have it. */
export function automlImageName(account: string, region: string): string {
  return `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:1`;
}

/** What a processing job of the image runs: looks at the data and splits it, or reports on a candidate. */
export function automlProgram(name: "prepare" | "report"): readonly string[] {
  return program(name);
}

/** What stands for the image of AutoML jobs; null for all others, and where the programs are absent. */
export function automlImage(name: string): LocalImage | null {
  if (parseImageName(name).repository !== repository || !existsSync(directory)) return null;
  return { directory, train: program("train"), serve: program("serve") };
}
