import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import type { LocalImage } from "../../world.ts";

export const epochsImageName = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/epochs:1";

/**
 * Goes on from the epoch that its checkpoint has, if it has a folder for one. Its weights come of all epochs, so that none
 * may be left out or done twice; beside the model it leaves with which epoch each attempt began.
 */
const train = `
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
const { epochs = 40, pause = 100, folder = "checkpoints", forget } = JSON.parse(process.env.SM_HPS);
const checkpoints = join(process.env.OPT_ML, folder);
const file = join(checkpoints, "state.json");
const begun = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { epoch: 0, weights: [1], starts: [] };
const { weights } = begun;
const starts = [...begun.starts, begun.epoch];
for (let epoch = begun.epoch; epoch < epochs; epoch += 1) {
  await new Promise((resolve) => setTimeout(resolve, pause));
  weights.push((weights.at(-1) * 16807) % 2147483647);
  if (!existsSync(checkpoints)) continue;
  writeFileSync(file + ".new", JSON.stringify({ epoch: epoch + 1, weights, starts }));
  renameSync(file + ".new", file);
}
if (forget) rmSync(file);
console.log("loss=" + (1 / epochs) + ";");
writeFileSync(join(process.env.SM_MODEL_DIR, "weights.json"), JSON.stringify(weights));
writeFileSync(join(process.env.SM_OUTPUT_DATA_DIR, "starts.json"), JSON.stringify(starts));
`;

/** An image whose script counts epochs, a tenth of a second each. */
export function epochsImage(): Readonly<Record<string, LocalImage>> {
  const directory = temporaryFolder();
  writeFileSync(join(directory, "train.mjs"), train);
  return { [epochsImageName]: { directory, train: ["node", "train.mjs"] } };
}
