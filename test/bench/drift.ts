import { readArguments } from "../runner/arguments.ts";
import { measureDerivedColumns } from "./drift/derived/measure.ts";
import { renderDerived } from "./drift/derived/render.ts";
import { measureDrift } from "./drift/measure.ts";
import { writePictures } from "./drift/pictures.ts";
import { renderDrift } from "./drift/render.ts";
import { fullTraffic, measureTraffic, quickTraffic } from "./drift/traffic/measure.ts";
import { renderTraffic } from "./drift/traffic/render.ts";

const { values } = readArguments(
  {
    json: { type: "boolean", default: false },
    quick: { type: "boolean", default: false },
    /** Only the scenarios of real traffic. */
    traffic: { type: "boolean", default: false },
    /** Only columns of embeddings and texts. */
    derived: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    /** A folder that the pictures are written to. */
    pictures: { type: "string" },
  },
  "npm run -s bench:drift -- [--quick] [--traffic] [--derived] [--seed 1] [--pictures <folder>] [--json]",
);
const form = { quick: values.quick, seed: Number(values.seed) };
const progress = (subject: string) => (done: number, all: number) => {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r  ${subject}: ${done} of ${all} cases${done === all ? "\n" : " "}`);
};
if (values.derived) {
  const found = measureDerivedColumns(form, progress("derived"));
  process.stdout.write(values.json ? `${JSON.stringify(found, null, 2)}\n` : renderDerived(found));
} else await measureFeatures();

async function measureFeatures(): Promise<void> {
  const size = { ...(values.quick ? quickTraffic : fullTraffic), seed: form.seed };
  const traffic = await measureTraffic(size, progress("traffic"));
  if (values.traffic) {
    process.stdout.write(values.json ? `${JSON.stringify(traffic, null, 2)}\n` : renderTraffic(traffic));
  } else {
    const result = await measureDrift(form, progress("drift"));
    if (values.pictures !== undefined) await writePictures(result, values.pictures);
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ...result, traffic }, null, 2)}\n`
        : `${renderDrift(result)}\n${renderTraffic(traffic)}`,
    );
  }
}
