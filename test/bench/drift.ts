import { readArguments } from "../runner/arguments.ts";
import { measureDrift } from "./drift/measure.ts";
import { writePictures } from "./drift/pictures.ts";
import { renderDrift } from "./drift/render.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    /** A folder that the pictures are written to. */
    pictures: { type: "string" },
  },
  "npm run -s bench:drift -- [--quick] [--seed 1] [--pictures <folder>] [--json]",
);
const form = { quick: values.quick, seed: Number(values.seed) };
const result = await measureDrift(form, (done, all) => {
  if (process.stderr.isTTY) process.stderr.write(`\r  ${done} of ${all} cases${done === all ? "\n" : " "}`);
});
if (values.pictures !== undefined) await writePictures(result, values.pictures);
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : renderDrift(result));
