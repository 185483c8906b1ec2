import { parseArgs } from "node:util";
import { measureDrift } from "./drift/measure.ts";
import { renderDrift } from "./drift/render.ts";

const { values } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
  },
});
const result = measureDrift({ quick: values.quick, seed: Number(values.seed) });
process.stdout.write(values.json ? `${JSON.stringify(result, null, 2)}\n` : renderDrift(result));
