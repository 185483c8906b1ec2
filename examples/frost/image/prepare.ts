import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { folders, leaveMessage, runEntryPoint } from "./folders.ts";
import { formatLabelledDays, readLabelledDays } from "./labelled-days.ts";
import { readLabelledRecords } from "./labelled-records.ts";
import { splitByTime } from "./split.ts";
import { writeBaseline } from "./write-baseline.ts";

const { values } = parseArgs({
  options: {
    labelled: { type: "string", default: join(folders.processing, "labelled") },
    train: { type: "string", default: join(folders.processing, "train") },
    "held-out": { type: "string", default: join(folders.processing, "held-out") },
    baseline: { type: "string", default: join(folders.processing, "baseline") },
    "window-start": { type: "string", default: "0000-01-01T00:00:00Z" },
    "window-end": { type: "string", default: "9999-12-31T23:59:59Z" },
    "held-out-share": { type: "string", default: "0.2" },
  },
});

/** Fewer than this make no model worth comparing. */
const fewestDays = 200;

await runEntryPoint("message", async () => {
  // CSV of the nights, or what a feature group has of them.
  const labelled = [...readLabelledDays(values.labelled), ...(await readLabelledRecords(values.labelled))];
  const window = { start: values["window-start"], end: values["window-end"] };
  const { train, heldOut } = splitByTime(labelled, window, Number(values["held-out-share"]));
  const days = train.length + heldOut.length;
  if (days < fewestDays) {
    throw new Error(
      `${days} different labelled days were served from ${window.start} to ${window.end} (${labelled.length} rows in all); at least ${fewestDays} are needed.`,
    );
  }
  write(values.train, "train.csv", formatLabelledDays(train));
  write(values["held-out"], "held-out.csv", formatLabelledDays(heldOut));
  writeBaseline(values.baseline, [...train, ...heldOut]);
  const message = `${train.length} days to train on, ${heldOut.length} held out`;
  leaveMessage("message", message);
  console.log(message);
});

function write(folder: string, name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}
