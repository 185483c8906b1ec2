import { readHistory, type WindowHistory } from "@driftwheel/core/monitor/dispersion/window-history.ts";
import { readObject } from "../s3/objects.ts";
import { writtenFirst } from "../s3/written-first.ts";
import type { ReportFolder } from "./reports.ts";

/** A history takes some hundred bytes a feature; statistics have samples too. */
const largest = 100 * 1024 * 1024;

/**
 * What a window's `statistics.json` says of it and the windows before: "none" when the window was not assessed, null
 * when what is there is of another baseline.
 */
export async function readHistoryAfter(
  { bucket, key }: ReportFolder,
  baseline: string,
): Promise<WindowHistory | null | "none"> {
  const text = await readObject({ bucket, key: `${key}/statistics.json` }, largest);
  return text === null ? "none" : readHistory(historyIn(text), baseline);
}

/** Writes the window's `history.json`, by which it is judged, unless another run did: then that one's is read. */
export async function settleHistory(folder: ReportFolder, history: WindowHistory): Promise<WindowHistory> {
  const location = { bucket: folder.bucket, key: `${folder.key}/history.json` };
  if (await writtenFirst(location, history)) return history;
  const text = await readObject(location, largest);
  return (text === null ? null : readHistory(jsonIn(text), history.baseline)) ?? history;
}

function historyIn(text: string): unknown {
  const json = jsonIn(text);
  if (typeof json !== "object" || json === null || !("driftwheel" in json)) return null;
  const { driftwheel } = json;
  if (typeof driftwheel !== "object" || driftwheel === null || !("history" in driftwheel)) return null;
  return driftwheel.history;
}

/** A file that broke tells nothing, which is what a champion without history has. */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
