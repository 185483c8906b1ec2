import { takeForCounting } from "@driftwheel/aws/counted-files.ts";
import { putOutcomes } from "@driftwheel/aws/outcome-metrics.ts";
import { qualityBaseline } from "@driftwheel/aws/quality-baseline.ts";
import { emitDriftReport, reportFolder, writeStatistics, writeViolations } from "@driftwheel/aws/reports.ts";
import { judgeConstraints, qualityViolations } from "@driftwheel/core/quality/constraints.ts";
import type { Joined } from "@driftwheel/core/quality/join.ts";
import { measureQuality } from "@driftwheel/core/quality/measure.ts";
import type { Outcome } from "@driftwheel/core/quality/outcome.ts";
import { qualityStatistics } from "@driftwheel/core/quality/quality-statistics.ts";
import { qualitySettings } from "@driftwheel/core/quality/settings.ts";
import { joinHour } from "./join-hour.ts";
import { type HourToJudge, qualitySchedule } from "./quality-hours.ts";

/** Share of hours without a change in which a constraint may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

export interface JudgedHour {
  readonly result: "judged" | "not enough data" | "not measured";
  readonly windowEnd: string;
  readonly joined: number;
  /** Outcomes that were put into CloudWatch. */
  readonly counted: number;
  readonly unmatched: number;
  readonly repeated: number;
  readonly unread: number;
  readonly violated: readonly string[];
  readonly reason: string | null;
}

/**
 * Judges one hour of ground truth: labels joined with captured answers, the model's quality into S3, the verdict on
 * the bus, and the outcomes of what is new into CloudWatch. What is written and told is the same when a run that broke
 * off is done again; the outcomes come last, because they cannot be taken back.
 */
export async function judgeHour(hour: HourToJudge): Promise<JudgedHour> {
  const { window, endpoint, quality, destination } = hour;
  const joined = await joinHour(hour);
  const outcomes = [...joined.outcomes.values()].flat();
  const folder = reportFolder({ destination, endpoint, end: window.end, schedule: qualitySchedule });
  const found =
    outcomes.length >= quality.minLabels ? await verdict(hour, outcomes) : { features: [], unmeasured: [] };
  if (outcomes.length > 0) {
    await writeStatistics(folder, qualityStatistics(measureQuality(outcomes, qualitySettings(quality))));
  }
  if (found.features.length > 0) {
    await writeViolations(folder, qualityViolations(found.features));
    await emitDriftReport({
      endpoint,
      source: "driftwheel",
      schedule: qualitySchedule,
      windowStart: window.start.toISOString(),
      windowEnd: window.end.toISOString(),
      rows: outcomes.length,
      features: [...found.features],
      report: folder.uri,
    });
  }
  return {
    result: resultOf(outcomes.length, quality.minLabels, found.features.length),
    windowEnd: window.end.toISOString(),
    joined: outcomes.length,
    counted: await countOutcomes(hour, joined),
    unmatched: joined.unmatched,
    repeated: joined.repeated,
    unread: joined.unreadLabels.lines + joined.unreadAnswers.lines,
    violated: found.features.filter(({ violated }) => violated).map(({ feature }) => feature),
    reason: joined.unreadLabels.reason ?? joined.unreadAnswers.reason ?? found.unmeasured[0] ?? null,
  };
}

async function verdict({ endpoint, quality }: HourToJudge, outcomes: readonly Outcome[]) {
  const measured = measureQuality(outcomes, qualitySettings(quality));
  const versus = quality.constraints.some(({ worseThanBaselineBy }) => worseThanBaselineBy !== undefined);
  const baseline = versus ? await qualityBaseline(endpoint, quality.baseline ?? null) : null;
  return judgeConstraints(measured, quality.constraints, { baseline, falseAlarmRate });
}

function resultOf(labels: number, needed: number, features: number): JudgedHour["result"] {
  if (labels < needed) return "not enough data";
  return features > 0 ? "judged" : "not measured";
}

/**
 * Puts the outcomes of each new file, once it is on record as counted. A run that dies between the two loses that
 * file's outcomes. The other order would count them twice: trials that never were, which a rollout takes for evidence.
 * What is lost was lost for both arms alike, and only makes a decision later.
 */
async function countOutcomes({ endpoint, fresh, counted }: HourToJudge, joined: Joined): Promise<number> {
  let put = 0;
  for (const path of fresh) {
    if (!(await takeForCounting(counted, path))) continue;
    const outcomes = joined.outcomes.get(path) ?? [];
    const variants = Map.groupBy(outcomes, ({ variant }) => variant);
    await putOutcomes(
      endpoint,
      [...variants].map(([variant, answers]) => ({
        variant,
        trials: answers.length,
        successes: answers.filter(({ success }) => success).length,
      })),
    );
    put += outcomes.length;
  }
  return put;
}
