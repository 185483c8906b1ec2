import type { MetricWindow } from "./metrics.ts";

const hour = 3_600_000;
const day = 24 * hour;

/**
 * How long CloudWatch keeps values by which period: below a minute for 3 hours, a minute for 15 days, 5 minutes for 63, then
 * an hour. https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html Some minutes less are
 * asked for by the shortest, so that none is asked for that is about to go.
 */
const levels = [
  { seconds: 1, keptFor: 3 * hour - 10 * 60_000 },
  { seconds: 60, keptFor: 15 * day - hour },
  { seconds: 300, keptFor: 63 * day - hour },
  { seconds: 3_600, keptFor: Number.POSITIVE_INFINITY },
] as const;

/**
 * The windows by which a range can be read whole, oldest first: what is older is read by the next longer period that
 * CloudWatch keeps. The oldest one may begin a part of its period before the range.
 */
export function keptWindows({ start, end, periodSeconds }: MetricWindow, now: Date): readonly MetricWindow[] {
  const windows: MetricWindow[] = [];
  let until = end.getTime();
  for (const [index, { seconds, keptFor }] of levels.entries()) {
    const period = wholeSeconds(periodSeconds, seconds);
    const older = wholeSeconds(periodSeconds, levels[index + 1]?.seconds ?? seconds);
    if (until <= start.getTime()) break;
    // What divides the next longer period too is kept as long as that.
    if (older === period && index < levels.length - 1) continue;
    const oldest = roundUp(now.getTime() - keptFor, older * 1_000);
    const from = Math.max(Math.floor(start.getTime() / (period * 1_000)) * period * 1_000, oldest);
    if (from >= until) continue;
    windows.unshift({ start: new Date(from), end: new Date(until), periodSeconds: period });
    until = from;
  }
  return windows;
}

function wholeSeconds(period: number, of: number): number {
  return Math.ceil(period / of) * of;
}

function roundUp(moment: number, period: number): number {
  return Number.isFinite(moment) ? Math.ceil(moment / period) * period : moment;
}
