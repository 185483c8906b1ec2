import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { CaptureReader } from "@driftwheel/core/monitor/captures/capture-reader.ts";
import { assessWindow } from "@driftwheel/core/monitor/window/assess-window.ts";
import { countsOfState } from "@driftwheel/core/monitor/window/window-counts.ts";
import { windowStatistics } from "@driftwheel/core/monitor/window/window-statistics.ts";
import { monitoredBefore } from "./before.ts";
import { type Captured, chunksOf } from "./captured-bytes.ts";
import { readSource } from "./source-folder.ts";

/*
 * One run in a process of its own: `node run.mjs <monitor | before | json> <folder> <megabytes> [module of commit 9117859]`. Prints what it
 * took as JSON.
 */
const [, , method, folder = "", megabytes, before = ""] = process.argv;
const hour = { start: Date.UTC(2026, 2, 9, 14), end: Date.UTC(2026, 2, 9, 15) };
const bytes = Number(megabytes) * 1e6;
const source = await readSource(folder, method === "before" ? "statistics-before.json" : "statistics.json");
const [started, used] = [performance.now(), process.cpuUsage()];
const records = await read();
const seconds = (performance.now() - started) / 1000;
const { user, system } = process.cpuUsage(used);
// Kilobytes: https://nodejs.org/api/process.html#processresourceusage
const peakMegabytes = process.resourceUsage().maxRSS / 1000;
process.stdout.write(
  `${JSON.stringify({ records, seconds, processorSeconds: (user + system) / 1e6, peakMegabytes })}\n`,
);

async function read(): Promise<number> {
  if (method === "json") return parsedLines(source);
  return method === "before" ? monitoredBefore(source, bytes, { module: before, hour }) : monitored(source);
}

/** The monitor from the bytes to the window's reports. */
function monitored(from: Captured): number {
  const parsed = parseBaseline(from.baseline);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { baseline } = parsed;
  const reader = new CaptureReader(baseline, from.columns, hour.start);
  const lines = reader.file({ ranges: [hour], timeless: true });
  for (const chunk of chunksOf(from, bytes)) lines.push(chunk);
  lines.end();
  const { state, records: counted, unread } = reader.result();
  if (unread.lines > 0) throw new Error(unread.reasons[0]?.reason);
  const assessment = assessWindow({
    baseline,
    counts: countsOfState(state),
    falseAlarmRate: 0.01,
    minEffect: 0.1,
    minRows: 100,
    runLength: 4383,
  });
  if (assessment.result !== "assessed") throw new Error(assessment.reason);
  JSON.stringify(windowStatistics(baseline, state));
  return counted;
}

/** What no reader of JSON lines can do without: decode, split at line feeds, parse each line. */
function parsedLines(from: Captured): number {
  const decoder = new TextDecoder();
  let rest = "";
  let counted = 0;
  for (const chunk of chunksOf(from, bytes)) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) {
      const record: { readonly eventVersion?: unknown } = JSON.parse(line);
      if (record.eventVersion !== undefined) counted += 1;
    }
  }
  return counted;
}
