import type { QualityBaseline } from "@driftwheel/aws/monitor/quality-baseline.ts";
import { emitDriftReport, emitNotJudged } from "@driftwheel/aws/monitor/reports.ts";
import { updateJson } from "@driftwheel/aws/s3/update-json.ts";
import type { Quality } from "@driftwheel/core/monitor/quality/measure.ts";
import { classCounts } from "@driftwheel/core/monitor/quality/rare/class-counts.ts";
import { judgeClasses } from "@driftwheel/core/monitor/quality/rare/class-lines.ts";
import { pooledIn, pooledWith, readPools } from "@driftwheel/core/monitor/quality/rare/class-pools.ts";
import { rareClasses } from "@driftwheel/core/monitor/quality/rare/rare-classes.ts";
import { watchesRareClasses } from "@driftwheel/core/policy/quality/rare-classes.ts";
import { rareClassSchedule } from "@driftwheel/core/vocabulary/monitored-window.ts";
import { namedWindow } from "../shell/not-judged.ts";
import type { HourToJudge } from "./hour-to-judge.ts";
import { hoursLookedAt } from "./look-again.ts";

const hourLength = 3_600_000;

interface JudgedClasses extends ReturnType<typeof judgeClasses> {
  /** Tells the verdict, once the hour's reports that it names are written. */
  readonly tell: () => Promise<void>;
}

/**
 * Judges what an hour's labels show of rare classes, together with the hours before that had too few of them; it is told
 * as a window of a schedule of its own: that a model is well otherwise is no evidence that it still finds what is
 * rare. In which hour labels are judged is settled first, in `rare-classes.json` beside the hours' reports, so that a run
 * that broke off judges by the same when it is repeated.
 *
 * @param version of the model: what another one showed does not count
 * @param report where the hour's reports lie
 */
export async function judgeRareClasses(
  { window, endpoint, quality, counted }: HourToJudge,
  { problem, confusion }: Quality,
  {
    baseline,
    version,
    falseAlarmRate,
    report,
  }: {
    readonly baseline: QualityBaseline;
    readonly version: string;
    readonly falseAlarmRate: number;
    readonly report: string;
  },
): Promise<JudgedClasses> {
  const classes = watchesRareClasses(quality)
    ? rareClasses(baseline?.json ?? null, problem, falseAlarmRate)
    : [];
  if (classes.length === 0 || baseline === null) return { features: [], told: [], tell: async () => {} };
  const { uri, writtenAt } = baseline.origin;
  const of = `${version} ${uri} ${writtenAt ?? ""}`;
  const hour = {
    end: window.end,
    counts: classCounts(confusion ?? {}, problem),
    reach: hoursLookedAt(quality.lookBack) * hourLength,
  };
  const location = { bucket: counted.bucket, key: `${counted.folder}/rare-classes.json` };
  const pools = await updateJson(location, (json) => pooledWith(readPools(json, of), classes, hour));
  const found = pooledIn(pools, classes, window.end);
  const judged = judgeClasses(found, falseAlarmRate);
  const given = judged.told.filter(({ state }) => state === "not-enough-data");
  const words = given.map((one) => one.words).join(" ");
  const problemOf = given.length > 0 ? { reason: "too-few-rows" as const, words } : null;
  const told = {
    ...namedWindow(endpoint, rareClassSchedule, window),
    rows: found.reduce((sum, { isWaiting, counts }) => sum + (isWaiting ? 0 : counts.turnedOut), 0),
    unread: null,
  };
  const tell = async () => {
    if (judged.features.length > 0) {
      await emitDriftReport({
        ...told,
        source: "driftwheel",
        features: [...judged.features],
        report,
        problem: problemOf,
        baseline: baseline.origin,
      });
    } else if (problemOf !== null) await emitNotJudged({ ...told, problem: problemOf });
  };
  return { ...judged, tell };
}
