import { reportFolder } from "@driftwheel/aws/monitor/reports.ts";
import { readHistoryAfter, settleHistory } from "@driftwheel/aws/monitor/window-histories.ts";
import type { Baseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { noHistory, type WindowHistory } from "@driftwheel/core/monitor/dispersion/window-history.ts";
import type { CaptureSource } from "./read-captures.ts";

/** So many windows back the last assessed one is looked for; what lies longer back is forgotten. */
const farthest = 24;

/**
 * What the windows before this one showed, as the last assessed of them wrote it down. It is settled in this window's
 * folder before anything is judged, so that a run that broke off judges by the same when it is repeated, though a
 * window before was assessed meanwhile.
 *
 * @param name of the baseline: what windows showed beside another one does not count
 */
export async function historyBefore(
  { destination, endpoint, window, folder }: CaptureSource,
  name: string,
  baseline: Baseline,
): Promise<WindowHistory> {
  const length = window.end.getTime() - window.start.getTime();
  let found: WindowHistory | null = null;
  for (let back = 1; back <= farthest; back += 1) {
    const end = new Date(window.end.getTime() - back * length);
    const history = await readHistoryAfter(reportFolder({ destination, endpoint, end }), name);
    if (history === "none") continue;
    found = history;
    break;
  }
  return settleHistory(folder, found ?? noHistory(name, baseline));
}
