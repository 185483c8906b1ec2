import type { ModelPolicy } from "../../policy/policy.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { QueueHistory } from "../../vocabulary/trial/champion-history.ts";
import type { Backlog, LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { inWords } from "../../words/duration.ts";
import { round } from "../../words/numbers.ts";
import { warmUpOf } from "../rollout/least-duration.ts";

const hour = 3_600_000;

/** What a look says of a promoted version's queue; its sentence is empty where there is nothing to say. */
export interface QueueJudged {
  readonly isHarm: boolean;
  readonly words: string;
}

const nothingToSay: QueueJudged = { isHarm: false, words: "" };

/**
 * Whether a promoted version answers its queue worse than the champion before did. Nobody serves beside it any more, so a queue
 * that is longer all of a look than a person's limit may be load. It is the version's where the champion's never was as long for a
 * look on the day before the trial, and the version, which has all that it can answer, answers fewer than the champion did on average: so
 * few that chance hardly explains it in any look of the bake (Chernoff's bound of a Poisson count, with the periods' own
 * dispersion, and the bake's part of error shared out between its looks).
 */
export function judgeQueue(
  { history, cohorts, bake }: Pick<Rollout, "history" | "cohorts" | "bake">,
  { backlogs, queueHasGaps, requests, start, end }: LookMetrics,
  rules: ModelPolicy["rollout"],
): QueueJudged {
  const backlog = backlogs?.challenger;
  const { queue } = history;
  if (!backlog || !bake) return nothingToSay;
  const beyond = beyondLimit(backlog, rules);
  if (beyond === null) return nothingToSay;
  if (!queue)
    return {
      isHarm: false,
      words: `${beyond}; the champion's was measured too little before, so that says nothing.`,
    };
  if (beyondLimit(queue, rules) !== null)
    return { isHarm: false, words: `${beyond}; as on the champion's before.` };
  if (queueHasGaps)
    return { isHarm: false, words: `${beyond}, where it was measured; the rest of the look is not known.` };
  const serves = Date.parse(cohorts.at(-1)?.since ?? start);
  // Whole periods are counted: the one in which the warm-up ended is not.
  const warm = Math.ceil((serves + warmUpOf(rules)) / rules.period) * rules.period;
  const hours = (Date.parse(end) - Math.max(Date.parse(start), warm)) / hour;
  const answered = requests?.warm.challenger.invocations ?? 0;
  if (!requests || hours <= 0)
    return { isHarm: false, words: `${beyond}; its instances are new, so that says nothing yet.` };
  // It lasts longer than planned where a person's pause keeps it, and as long as planned where the policy forgot it.
  const lasts = Math.max(rules.bake?.for ?? 0, Math.max(Date.parse(bake.until), Date.parse(end)) - serves);
  const looks = Math.max(1, lasts / rules.lookEvery);
  const usual = queue.answeredPerHour * hours;
  const counts = `${answered} were answered, where the champion answered ${round(usual)} in as long on average`;
  const fewer = tooFew(answered, usual) / queue.designEffect;
  return fewer >= bake.line + Math.log(looks)
    ? { isHarm: true, words: `${beyond}, and ${counts}: that is the version, and no load.` }
    : {
        isHarm: false,
        words: `${beyond}, and ${counts}: ${answered < usual ? "too little to tell it from chance" : "that is load"}.`,
      };
}

/** What is said of it when a bake begins; empty where no limit is written. */
export function queueInWords(
  { queue }: { readonly queue?: QueueHistory },
  rules: ModelPolicy["rollout"],
): string {
  if (!rules.guards.backlog) return "";
  if (!queue)
    return " Its queue cannot be judged: the champion's was measured for too few looks on the day before the trial.";
  return beyondLimit(queue, rules) === null
    ? ` Its queue is watched: longer than guards.backlog says, while fewer than the champion's ${round(queue.answeredPerHour)} an hour are answered.`
    : " Its queue cannot be judged: the champion's was longer than guards.backlog says already.";
}

/** Chernoff: minus the logarithm of what the chance is of so few at most, of a Poisson count with that mean, or less. */
function tooFew(count: number, mean: number): number {
  if (count >= mean) return 0;
  return mean - count + (count === 0 ? 0 : count * Math.log(count / mean));
}

function beyondLimit(
  { perInstance, oldest }: Backlog,
  { guards: { backlog: limits } }: ModelPolicy["rollout"],
): string | null {
  if (limits?.perInstance !== undefined && perInstance > limits.perInstance)
    return `All of this look at least ${round(perInstance)} requests for each instance waited (${round(limits.perInstance)} may)`;
  if (limits?.oldest !== undefined && oldest > limits.oldest)
    return `All of this look a request waited for ${inWords(oldest)} or longer (${inWords(limits.oldest)} may be)`;
  return null;
}
