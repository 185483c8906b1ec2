import { type Champion, findChampion } from "@driftwheel/aws/monitor/champion.ts";
import { qualityBaseline } from "@driftwheel/aws/monitor/quality-baseline.ts";
import {
  emitDriftReport,
  reportFolder,
  writeStatistics,
  writeViolations,
} from "@driftwheel/aws/monitor/reports.ts";
import { judgeConstraints, qualityViolations } from "@driftwheel/core/monitor/quality/constraints.ts";
import type { Joined } from "@driftwheel/core/monitor/quality/join.ts";
import { measureQuality, type Quality } from "@driftwheel/core/monitor/quality/measure.ts";
import type { Outcome } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { qualityStatistics } from "@driftwheel/core/monitor/quality/quality-statistics.ts";
import { qualitySettings } from "@driftwheel/core/policy/quality-settings.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { countOutcomes, newlyCounted } from "./count-outcomes.ts";
import { type HourToJudge, qualitySchedule } from "./hour-to-judge.ts";
import { joinHour } from "./join-hour.ts";

/** Share of hours without a change in which a constraint may be violated; how often that confirms drift is the CUSUM's to say. */
const falseAlarmRate = 0.01;

export interface JudgedHour {
  readonly result: "judged" | "not-enough-data" | "not-measured";
  readonly windowEnd: string;
  /** Labels that have an answer, of whichever variant. */
  readonly joined: number;
  /** Those of them that the champion answered: the quality is of these. */
  readonly champions: number;
  /** Outcomes that were put into CloudWatch. */
  readonly counted: number;
  /** Labels without an answer. */
  readonly unmatched: number;
  /** Those of them that are looked for again, as long as the policy looks back. */
  readonly waiting: number;
  readonly repeated: number;
  readonly unread: number;
  readonly violated: readonly string[];
  readonly reason: string | null;
}

/**
 * Judges one hour of ground truth: labels joined with captured answers, the champion's quality into S3, the verdict on
 * the bus, and the outcomes of what is new into CloudWatch. What is written and told is the same when a run that broke
 * off is done again; the outcomes come last, because they cannot be taken back.
 *
 * @returns null for an hour that was looked at again, in which nothing is new and labels may still find their answers
 */
export async function judgeHour(hour: HourToJudge): Promise<JudgedHour | null> {
  const joined = await joinHour(hour);
  const files = newlyCounted(hour, joined);
  const isNews = hour.fresh.size > 0 || files.some(({ outcomes: found }) => found.length > 0);
  if (!isNews && !hour.last) {
    await countOutcomes(hour, files);
    return null;
  }
  const outcomes = [...joined.outcomes.values()].flatMap((found) => [...found.values()].flat());
  const champion = outcomes.length > 0 ? await findChampion(hour.endpoint) : null;
  // Labels come late: the answers of a version that was replaced meanwhile say nothing of the one that serves.
  const its = champion ? outcomes.filter(({ variant }) => variant === champion.variant) : outcomes;
  // What was told before is not told again when the last look at an hour brings nothing new.
  const verdict = its.length > 0 && isNews ? await judge(hour, champion, its) : null;
  const waiting = labelsThatWait(hour, joined);
  const lost = joined.unmatched - waiting;
  // An hour in which nothing is new was judged before, if there was enough to judge.
  const otherwise = !isNews && its.length >= hour.quality.minLabels ? "judged" : "not-enough-data";
  return {
    result: verdict?.result ?? otherwise,
    windowEnd: hour.window.end.toISOString(),
    joined: outcomes.length,
    champions: its.length,
    counted: await countOutcomes(hour, files),
    unmatched: joined.unmatched,
    waiting,
    repeated: joined.repeated,
    unread: joined.unreadLabels.lines + joined.unreadAnswers.lines,
    violated: verdict?.violated ?? [],
    reason:
      reasonOf(joined) ?? verdict?.unmeasured ?? (hour.last && lost > 0 ? lostInWords(lost, hour) : null),
  };
}

interface Verdict {
  readonly result: JudgedHour["result"];
  readonly violated: readonly string[];
  readonly unmeasured: string | null;
}

async function judge(
  hour: HourToJudge,
  champion: Champion | null,
  outcomes: readonly Outcome[],
): Promise<Verdict> {
  const { window, endpoint, quality, destination } = hour;
  const measured = measureQuality(outcomes, qualitySettings(quality));
  const folder = reportFolder({ destination, endpoint, end: window.end, schedule: qualitySchedule });
  await writeStatistics(folder, qualityStatistics(measured));
  if (outcomes.length < quality.minLabels) {
    return { result: "not-enough-data", violated: [], unmeasured: null };
  }
  const { features, unmeasured } = await constraintsOf(hour, champion, measured);
  if (features.length === 0) {
    return { result: "not-measured", violated: [], unmeasured: unmeasured[0] ?? null };
  }
  await writeViolations(folder, qualityViolations(features));
  await emitDriftReport({
    endpoint,
    source: "driftwheel",
    schedule: qualitySchedule,
    windowStart: window.start.toISOString(),
    windowEnd: window.end.toISOString(),
    rows: outcomes.length,
    features: [...features],
    report: folder.uri,
  });
  return {
    result: "judged",
    violated: features.filter(({ violated }) => violated).map(({ feature }) => feature),
    unmeasured: unmeasured[0] ?? null,
  };
}

async function constraintsOf({ quality }: HourToJudge, champion: Champion | null, measured: Quality) {
  const versus = quality.constraints.some(({ worseThanBaselineBy }) => worseThanBaselineBy !== undefined);
  const baseline = versus ? await qualityBaseline(champion?.package ?? null, quality.baseline ?? null) : null;
  return judgeConstraints(measured, quality.constraints, { baseline, falseAlarmRate });
}

function labelsThatWait({ fresh, again, later, last }: HourToJudge, { waiting }: Joined): number {
  if (last) return 0;
  return [...waiting].reduce(
    (sum, [path, ids]) => (fresh.has(path) || again.has(path) || later.has(path) ? sum + ids.length : sum),
    0,
  );
}

function lostInWords(lost: number, { quality }: HourToJudge): string {
  return `${lost} labelled requests have no captured answer within ${inWords(quality.lookBack)}, and count for nothing`;
}

function reasonOf({ unreadLabels, unreadAnswers }: Joined): string | null {
  return unreadLabels.reason ?? unreadAnswers.reason;
}
