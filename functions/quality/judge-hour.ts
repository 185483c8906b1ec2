import { type Champion, findChampion } from "@driftwheel/aws/monitor/champion.ts";
import { type QualityBaseline, qualityBaseline } from "@driftwheel/aws/monitor/quality-baseline.ts";
import {
  emitDriftReport,
  emitNotJudged,
  reportFolder,
  writeStatistics,
  writeViolations,
} from "@driftwheel/aws/monitor/reports.ts";
import { judgeConstraints, qualityViolations } from "@driftwheel/core/monitor/quality/constraints.ts";
import { hourProblem } from "@driftwheel/core/monitor/quality/hour-problem.ts";
import type { Joined } from "@driftwheel/core/monitor/quality/join.ts";
import { measureQuality } from "@driftwheel/core/monitor/quality/measure.ts";
import type { Outcome } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { qualityStatistics } from "@driftwheel/core/monitor/quality/quality-statistics.ts";
import { qualitySettings } from "@driftwheel/core/policy/quality/quality-settings.ts";
import { watchesRareClasses } from "@driftwheel/core/policy/quality/rare-classes.ts";
import type { DriftFeature } from "@driftwheel/core/vocabulary/drift-window.ts";
import {
  type BaselineOrigin,
  qualitySchedule,
  type Unread,
  type WindowProblem,
} from "@driftwheel/core/vocabulary/monitored-window.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { namedWindow } from "../shell/not-judged.ts";
import { reading } from "../shell/reading-failed.ts";
import { checkEstimate } from "./check-estimate.ts";
import { countOutcomes, newlyCounted } from "./count-outcomes.ts";
import type { HourToJudge } from "./hour-to-judge.ts";
import { joinHour } from "./join-hour.ts";
import { judgeRareClasses } from "./judge-rare-classes.ts";

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
  /** Those of requests so old that CloudWatch takes none of them: they count for nothing. */
  readonly outOfTime: number;
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
 * the bus, or why there is none, and the outcomes of what is new into CloudWatch. What is written and told is the same
 * when a run that broke off is done again; the outcomes come last, because they cannot be taken back.
 *
 * @returns null for an hour that was looked at again, in which nothing is new and labels may still find their answers
 */
export async function judgeHour(hour: HourToJudge): Promise<JudgedHour | null> {
  const joined = await joinHour(hour);
  const files = newlyCounted(hour, joined);
  const isNews = hour.fresh.size > 0 || files.some(({ requests }) => requests.length > 0);
  if (!isNews && !hour.last) {
    await countOutcomes(hour, files, joined);
    return null;
  }
  const outcomes = [...joined.outcomes.values()].flatMap((found) => [...found.values()].flat());
  const champion = outcomes.length > 0 ? await findChampion(hour.serves) : null;
  // Labels come late: the answers of a version that was replaced meanwhile say nothing of the one that serves.
  const its = champion ? answeredBy(champion, joined) : outcomes;
  // What was told before is not told again when the last look at an hour brings nothing new.
  const { features, rare, unmeasured, origin } =
    its.length > 0 && isNews ? await judge(hour, champion, its) : nothing;
  const unread = unreadOf(joined);
  if (isNews) {
    const problem = hourProblem({
      joined: outcomes.length,
      champions: its.length,
      minLabels: hour.quality.minLabels,
      unmatched: joined.unmatched,
      unread,
      unmeasured,
    });
    await tell(hour, { rows: its.length, features, unread, problem, origin });
  }
  const waiting = labelsThatWait(hour, joined);
  const lost = joined.unmatched - waiting;
  // An hour in which nothing is new was judged before, if there was enough to judge.
  const otherwise = !isNews && its.length >= hour.quality.minLabels ? "judged" : "not-enough-data";
  return {
    result: features.length + rare.length > 0 ? "judged" : unmeasured.length > 0 ? "not-measured" : otherwise,
    windowEnd: hour.window.end.toISOString(),
    joined: outcomes.length,
    champions: its.length,
    ...(await countOutcomes(hour, files, joined)),
    unmatched: joined.unmatched,
    waiting,
    repeated: joined.repeated,
    unread: unread.lines,
    violated: [...features, ...rare].filter(({ violated }) => violated).map(({ feature }) => feature),
    reason:
      unread.reasons[0]?.reason ?? unmeasured[0] ?? (hour.last && lost > 0 ? lostInWords(lost, hour) : null),
  };
}

function answeredBy({ variant: name, since }: Champion, { outcomes, asked }: Joined): readonly Outcome[] {
  const isBefore = (id: string) => since !== null && (asked.get(id)?.at ?? since) < since;
  return [...outcomes.values()].flatMap((requests) =>
    [...requests].flatMap(([id, found]) =>
      isBefore(id) ? [] : found.filter(({ variant }) => variant === name),
    ),
  );
}

interface Verdict {
  /** Empty when nothing was judged. */
  readonly features: readonly DriftFeature[];
  /** Of rare classes, which are told by themselves. */
  readonly rare: readonly DriftFeature[];
  readonly unmeasured: readonly string[];
  readonly origin: BaselineOrigin | null;
}

const nothing: Verdict = { features: [], rare: [], unmeasured: [], origin: null };

async function judge(
  hour: HourToJudge,
  champion: Champion | null,
  outcomes: readonly Outcome[],
): Promise<Verdict> {
  const { quality } = hour;
  const measured = measureQuality(outcomes, qualitySettings(quality));
  const folder = folderOf(hour);
  const isEnough = outcomes.length >= quality.minLabels;
  const baseline = isEnough || watchesRareClasses(quality) ? await baselineOf(hour, champion) : null;
  const rare = await judgeRareClasses(hour, measured, {
    baseline,
    version: champion?.package ?? champion?.variant ?? "",
    falseAlarmRate,
    report: folder.uri,
  });
  await writeStatistics(folder, {
    ...qualityStatistics(measured),
    ...(rare.told.length > 0 && { driftwheel: { rareClasses: rare.told } }),
  });
  const verdict = isEnough
    ? judgeConstraints(measured, quality.constraints ?? null, {
        baseline: baseline?.json ?? null,
        falseAlarmRate,
      })
    : nothing;
  const found = { ...verdict, rare: rare.features, origin: baseline?.origin ?? null };
  const all = [...verdict.features, ...rare.features];
  if (all.length > 0) await writeViolations(folder, qualityViolations(all));
  await rare.tell();
  if (verdict.features.length === 0) return found;
  const estimate = await checkEstimate(hour, outcomes);
  return estimate ? { ...found, features: [...verdict.features, estimate] } : found;
}

async function baselineOf({ quality }: HourToJudge, champion: Champion | null): Promise<QualityBaseline> {
  const versus =
    quality.constraints?.some(({ worseThanBaselineBy }) => worseThanBaselineBy !== undefined) ?? true;
  return versus
    ? await reading("the baseline of model quality", () =>
        qualityBaseline(champion?.package ?? null, quality.baseline ?? null),
      )
    : null;
}

async function tell(
  hour: HourToJudge,
  found: {
    readonly rows: number;
    readonly features: readonly DriftFeature[];
    readonly unread: Unread;
    readonly problem: WindowProblem | null;
    readonly origin: BaselineOrigin | null;
  },
): Promise<void> {
  const { window, endpoint } = hour;
  const { rows, features, unread, problem, origin } = found;
  const told = {
    ...namedWindow(endpoint, qualitySchedule, window),
    rows,
    unread: { ...unread, reasons: [...unread.reasons] },
  };
  if (features.length > 0) {
    await emitDriftReport({
      ...told,
      source: "driftwheel",
      features: [...features],
      report: folderOf(hour).uri,
      problem,
      baseline: origin,
    });
  } else if (problem !== null) await emitNotJudged({ ...told, problem });
}

function folderOf({ window, endpoint, destination }: HourToJudge) {
  return reportFolder({ destination, endpoint, end: window.end, schedule: qualitySchedule });
}

/** Labels and answers together: a label that cannot be read and an answer that cannot be both keep an outcome away. */
function unreadOf({ unreadLabels, unreadAnswers }: Joined): Unread {
  return {
    lines: unreadLabels.lines + unreadAnswers.lines,
    reasons: [unreadLabels, unreadAnswers].flatMap(({ lines, reason }) =>
      reason === null ? [] : [{ reason, lines }],
    ),
    example: null,
  };
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
