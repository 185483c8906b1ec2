import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { exampleRun } from "./drift/example-run.ts";
import { measureDrift } from "./drift/measure.ts";
import { cusumPicture, falseAlarmsPicture } from "./drift/pictures.ts";
import { renderDrift } from "./drift/render.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    /** A folder that the pictures are written to. */
    pictures: { type: "string" },
  },
});
const seed = Number(values.seed);
const result = await measureDrift({ quick: values.quick, seed }, (done, all) => {
  if (process.stderr.isTTY)
    process.stderr.write(`\r  drift: ${done} of ${all} cases${done === all ? "\n" : " "}`);
});
if (values.pictures !== undefined) {
  mkdirSync(values.pictures, { recursive: true });
  writeFileSync(join(values.pictures, "cusum.svg"), await cusumPicture(exampleRun(seed)));
  writeFileSync(join(values.pictures, "false-alarms.svg"), await falseAlarmsPicture(result));
}
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : renderDrift(result));
