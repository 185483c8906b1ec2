import { foldWindows, windowLine } from "../../../decider/drift/evidence/persistence.ts";
import { scoreReport } from "../../../decider/drift/evidence/score.ts";
import { cusumReference } from "../../../stats/sequential/clipped-cusum.ts";
import { rareClassSchedule } from "../../../vocabulary/monitored-window.ts";
import { measureQuality } from "../measure.ts";
import type { Outcome } from "../metrics/outcome.ts";
import { qualityStatistics } from "../quality-statistics.ts";
import { classCounts } from "./class-counts.ts";
import { judgeClasses } from "./class-lines.ts";
import { type ClassPools, pooledIn, pooledWith } from "./class-pools.ts";
import { rareClasses } from "./rare-classes.ts";

export const hour = 3_600_000;
const falseAlarmRate = 0.01;
/** What a policy of 4 for the model leaves for rare classes. */
const falseAlarmsPerYear = 1;

/** Answers of a model that finds `recall` of the positives, which are 1%, and calls 0.2% of the others positive. */
export function answers(count: number, recall: number, random: () => number): readonly Outcome[] {
  const happens = (share: number) => random() < share * 2 ** 32;
  return Array.from({ length: count }, () => {
    const label = happens(0.01) ? "1" : "0";
    const prediction = happens(label === "1" ? recall : 0.002) ? "1" : "0";
    return { variant: "champion", label, prediction, score: null, success: label === prediction };
  });
}

const quality = (outcomes: readonly Outcome[]) =>
  measureQuality(outcomes, { problem: "binary", positive: "1" });

export const trained = (count: number, random: () => number) =>
  qualityStatistics(quality(answers(count, 0.8, random)));

/** Judges one hour after the other, each with what waits of those before. */
export class JudgedHours {
  pools: ClassPools = { of: "a version", shares: [] };
  private readonly baseline: unknown;

  constructor(baseline: unknown) {
    this.baseline = baseline;
  }

  judge(number: number, outcomes: readonly Outcome[]): ReturnType<typeof judgeClasses> {
    const measured = quality(outcomes);
    const classes = rareClasses(this.baseline, "binary", falseAlarmRate);
    const end = new Date((number + 1) * hour);
    const counts = classCounts(measured.confusion ?? {}, "binary");
    this.pools = pooledWith(this.pools, classes, { end, counts, reach: 48 * hour });
    return judgeClasses(pooledIn(this.pools, classes, end), falseAlarmRate);
  }
}

/** The hours in which quality is confirmed to have fallen, as the decider adds hours up; it begins anew after each. */
export function confirmations(
  baseline: unknown,
  { labels, recall, hours }: { readonly labels: number; readonly recall: number; readonly hours: number },
  random: () => number,
): readonly number[] {
  const line = windowLine({ windowMilliseconds: hour, falseAlarmsPerYear });
  const judged = new JudgedHours(baseline);
  const windows: ReturnType<typeof scoreReport>[] = [];
  const confirmed: number[] = [];
  for (let number = 1; number <= hours; number += 1) {
    const { features } = judged.judge(number, answers(labels, recall, random));
    // While labels wait there is nothing to report.
    if (features.length === 0) continue;
    const report = {
      source: "driftwheel" as const,
      schedule: rareClassSchedule,
      windowStart: new Date(number * hour).toISOString(),
      windowEnd: new Date((number + 1) * hour).toISOString(),
      rows: labels,
      report: null,
      evidence: null,
      features,
    };
    windows.push(scoreReport(report, 0.1));
    const { alarm, cusum } = foldWindows(windows, { k: cusumReference, line });
    if (alarm) confirmed.push(number);
    // What came before a sum of 0 does not matter.
    if (alarm || cusum <= 0) windows.length = 0;
  }
  return confirmed;
}
