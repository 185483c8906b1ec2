import type { ModelPolicy } from "../../policy/policy.ts";
import { captureSchedule, type WindowProblem } from "../../vocabulary/monitored-window.ts";
import type { WindowNotJudged } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";

/** Manifests are written when a job ends: near to a window's end they may lie in the next one. */
const margin = 10 * 60_000;

/** What is wrong with a window: one in which a transform job ended well had rows, though nothing was captured of them. */
export function problemOfBatch(
  { batch: { last } }: State,
  { schedule, windowStart, windowEnd, problem }: WindowNotJudged,
  { batch, drift }: ModelPolicy,
): WindowProblem {
  if (!batch || last === null || schedule !== captureSchedule || problem.reason !== "no-requests") {
    return problem;
  }
  const ended = Date.parse(last.at);
  const isWithin = ended >= Date.parse(windowStart) + margin && ended <= Date.parse(windowEnd) - margin;
  if (!isWithin) return problem;
  return {
    reason: "no-files",
    words: `Transform job ${last.job} ended well at ${last.at}, and captured nothing under ${drift.capture}.`,
  };
}
