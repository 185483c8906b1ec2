import type { QueueHistory } from "../../../vocabulary/trial/champion-history.ts";
import type { ArmPeriod } from "../../../vocabulary/trial/period-counts.ts";
import { leastBacklog } from "./least-backlogs.ts";

const hour = 3_600_000;
/** Of fewer stretches nobody knows how much their numbers differ, nor their mean well enough to hold another's against it. */
const fewestStretches = 8;

/**
 * What a champion's queue was before a trial, as later looks will count another's: the most that waited all of a stretch as long as
 * a look, and how much was answered meanwhile. Undefined where
 * nobody measured a queue for eight of them.
 *
 * @param periods in the order of time, without gaps
 * @param length of a period, milliseconds
 * @param stretch of a look, milliseconds
 */
export function queueHistoryOf(
  periods: readonly ArmPeriod[],
  length: number,
  stretch: number,
): QueueHistory | undefined {
  const size = Math.max(1, Math.ceil(stretch / length));
  const measured = periods.filter(({ backlog }) => backlog !== undefined);
  if (measured.length < fewestStretches * size) return undefined;
  const waited = measured
    .slice(size - 1)
    .flatMap((_, at) => leastBacklog(measured.slice(at, at + size)) ?? []);
  const answered = Array.from({ length: Math.floor(measured.length / size) }, (_, at) =>
    measured.slice(at * size, (at + 1) * size).reduce((sum, { invocations }) => sum + invocations, 0),
  );
  const mean = answered.reduce((sum, one) => sum + one, 0) / answered.length;
  const variance = answered.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (answered.length - 1);
  return {
    perInstance: Math.max(...waited.map(({ perInstance }) => perInstance)),
    oldest: Math.max(...waited.map(({ oldest }) => oldest)),
    answeredPerHour: (mean * hour) / (size * length),
    designEffect: mean > 0 ? Math.max(1, variance / mean) : 1,
  };
}
