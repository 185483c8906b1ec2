import { type CountedFile, type CountedFiles, waitingLabels } from "@driftwheel/aws/monitor/counted-files.ts";
import type { GroundTruthFile } from "@driftwheel/aws/monitor/ground-truth.ts";
import type { QualityPolicy } from "@driftwheel/core/policy/quality/quality.ts";
import type { ClosedWindow } from "../shell/closed-windows.ts";
import type { HourToJudge, WaitingFile } from "./hour-to-judge.ts";
import { isLastLook, looksDue } from "./look-again.ts";

/** What of an hour's ground truth is counted now, and what is looked for again; null when there is nothing to do. */
export async function filesOfHour(
  window: ClosedWindow,
  files: readonly GroundTruthFile[],
  { counted, known }: { readonly counted: CountedFiles; readonly known: ReadonlyMap<string, CountedFile> },
  { lag, lookBack }: QualityPolicy,
  now: Date,
): Promise<Pick<HourToJudge, "fresh" | "again" | "later" | "last"> | null> {
  const wait = { window, lag, lookBack };
  const last = isLastLook(wait, now);
  const fresh = new Set(files.map(({ path }) => path).filter((path) => !known.has(path)));
  const waiting = files.flatMap(({ path }) => known.get(path) ?? []).filter(({ waits }) => waits);
  const due = waiting.filter(({ round }) => last || round < looksDue(wait, now));
  if (fresh.size === 0 && due.length === 0) return null;
  const again = new Map<string, WaitingFile>();
  for (const file of due) {
    again.set(file.path, { round: file.round + 1, ids: await waitingLabels(counted, file) });
  }
  const later = waiting.map(({ path }) => path).filter((path) => !again.has(path));
  return { fresh, again, later: new Set(later), last };
}
