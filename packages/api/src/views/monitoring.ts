import type { MonitoredSchedule, State } from "@driftwheel/core/vocabulary/state.ts";
import type { Monitoring } from "../schemas/monitoring.ts";

/** What is watched of a model, and what is not. */
export function monitoringView({ monitored, unwatched }: State): Monitoring {
  const subjects = new Set([...Object.keys(monitored), ...Object.keys(unwatched)]);
  return [...subjects].map((subject) => {
    const schedule = monitored[subject] ?? null;
    return {
      subject,
      lastWindow: schedule && { end: schedule.last.end, judged: schedule.last.judged },
      lastJudged: schedule && lastJudgedOf(schedule),
      blind: blindOf(schedule, unwatched[subject] ?? null),
    };
  });
}

function lastJudgedOf({ lastJudged }: MonitoredSchedule): Monitoring[number]["lastJudged"] {
  if (lastJudged === null) return null;
  const { end, rows, unread } = lastJudged;
  return {
    end,
    rows,
    unread: unread && { ...unread, reasons: unread.reasons.map((reason) => ({ ...reason })) },
  };
}

function blindOf(
  schedule: MonitoredSchedule | null,
  lost: State["unwatched"][string] | null,
): Monitoring[number]["blind"] {
  const newest = schedule?.troubled.at(-1);
  const [first] = schedule?.troubled ?? [];
  if (!schedule || !newest || !first) {
    return lost && { ...lost.problem, since: lost.since, windows: 0, told: true };
  }
  const { last, troubled } = schedule;
  const problem = last.end === newest.end && last.problem !== null ? last.problem : lost?.problem;
  return {
    reason: newest.reason,
    words: problem?.words ?? "",
    since: first.end,
    windows: troubled.length,
    told: lost !== null,
  };
}

/** Whether people were told that something of the model is not watched. */
export function isUnwatched({ unwatched }: State): boolean {
  return Object.keys(unwatched).length > 0;
}
