import type { ModelPolicy } from "../../policy/policy.ts";
import { decisionLine } from "../../stats/sequential/block-e-process.ts";
import type { EntryData, Evidence, LookDecision } from "../../vocabulary/entry.ts";
import type { ArmTotals, Referee, Rollout } from "../../vocabulary/state.ts";
import type { Cohort, CohortCounts, LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import type { SplitCheck } from "../../vocabulary/trial/split.ts";
import { inWords } from "../../words/duration.ts";
import { percent, round } from "../../words/numbers.ts";
import { rampOf } from "./challengers/division.ts";
import { requestsOf } from "./counts/period-sums.ts";
import { withCounts } from "./counts/since-shift.ts";
import { alphaEachWay, alphaOfProof } from "./evidence/alpha.ts";
import { harmOfBacklog } from "./evidence/backlog.ts";
import { labelledAlike, labelsAreComplete, labelsOf, surelyLabelledAlike } from "./evidence/labels.ts";
import { designEffectsOf, evidenceOf, isEven, withLook } from "./evidence/referee.ts";
import { segmentLine, worstSegment } from "./evidence/segments.ts";
import { checkSplit, mismatchInWords } from "./evidence/split.ts";
import { hasWholeDays, leastDuration } from "./least-duration.ts";

/** What a rollout knows that its verdict depends on. */
export type Trial = Pick<
  Rollout,
  | "weight"
  | "deadline"
  | "history"
  | "referee"
  | "cohorts"
  | "totals"
  | "championSeen"
  | "challengerSeen"
  | "sinceShift"
  | "alpha"
  | "others"
  | "among"
>;
export type TrialRules = ModelPolicy["rollout"];
type Judges = EntryData["rollout-looked"]["judges"];
type Line = EntryData["rollout-looked"]["line"];

export interface Verdict {
  readonly decision: LookDecision;
  /** What the decision comes to: at a deadline what the policy says, unless it has nothing to go on. */
  readonly ending: Exclude<LookDecision, "deadline">;
  readonly reason: string;
  readonly evidence: Evidence;
  readonly designEffects: NonNullable<EntryData["rollout-looked"]["designEffects"]>;
  readonly line: Line;
  readonly proved: boolean;
  readonly judges: Judges;
  /** Whether the traffic was divided as it was asked for; null where that is not checked. */
  readonly split: SplitCheck | null;
}

/**
 * Judges one look at both variants: promote, roll-back, shift, continue, not-enough-data, hold, or deadline. Depends on
 * nothing but what it is given.
 */
export function verdict(trial: Trial, metrics: LookMetrics, rules: TrialRules, now: Date): Verdict {
  const referee = withLook(trial, metrics);
  const evidence = evidenceOf(referee, trial.history);
  const designEffects = designEffectsOf(referee, trial.history);
  const judges = judgesOf(trial, metrics, rules);
  // Segments are one harm more, and so are cold starts before they are judged: a line that was lower until then would be crossed
  // too often on the whole.
  const later = referee.coldStarts && !judges.includes("cold-starts");
  const harms = judges.length + (evidence.segments ? 1 : 0) + (later ? 1 : 0);
  const line = {
    better: decisionLine(alphaOfProof(trial.alpha, rules)),
    harm: decisionLine(alphaEachWay / trial.among / harms),
  };
  const proof = rules.promoteWhen === "better" ? evidence.better : evidence.notWorse;
  const proved = proof >= line.better;
  const labels = {
    evidence: labelsOf(referee.labels, designEffects.outcomes),
    line: decisionLine(alphaEachWay / trial.among / 2),
  };
  const split = checkSplit(trial.cohorts, metrics.requests?.split, rules, trial.among);
  const found = { evidence, designEffects, line, proved, judges, split };
  return { ...found, ...judge({ ...found, proof, labels, referee, trial, metrics, rules, now }) };
}

/** The next share of the ramp in percent; null when its last one is reached. */
export function nextStep(
  { weight, others = [] }: Pick<Rollout, "weight"> & { readonly others?: readonly unknown[] },
  rules: TrialRules,
): number | null {
  return rampOf(rules.ramp, 1 + others.length).find((step) => step > weight) ?? null;
}

interface Case {
  readonly trial: Trial;
  readonly metrics: LookMetrics;
  readonly rules: TrialRules;
  readonly now: Date;
  readonly referee: Referee;
  readonly evidence: Evidence;
  readonly designEffects: Verdict["designEffects"];
  readonly proof: number;
  readonly labels: { readonly evidence: number; readonly line: number };
  readonly line: Line;
  readonly proved: boolean;
  readonly judges: Judges;
  readonly split: SplitCheck | null;
}

function judge(one: Case): Pick<Verdict, "decision" | "ending" | "reason"> {
  const { decision, reason } = judgeLook(one);
  if (decision !== "deadline") return { decision, reason, ending: decision };
  return { decision, ...atDeadline(one, reason) };
}

function judgeLook(one: Case): { readonly decision: LookDecision; readonly reason: string } {
  const { trial, metrics, rules, now, evidence, proof, labels, line, proved, judges, split } = one;
  const harm = harmOf(evidence, line.harm, judges) ?? harmOfBacklog(metrics.backlogs, rules);
  if (harm) return { decision: "roll-back", reason: harm };
  if (split?.found === "mismatch") return { decision: "hold", reason: mismatchInWords(split) };
  if (labels.evidence >= labels.line) return { decision: "hold", reason: labelsDiffer(one) };
  const next = nextStep(trial, rules);
  const short = tooLittle(trial, metrics, rules, judges);
  const enough = short === null;
  const shown = `ln E ${round(proof)}, line ${round(line.better)}`;
  const tooSoon = proved && enough && next === null ? notYet(one) : null;
  if (proved && enough && next === null && tooSoon === null) {
    return {
      decision: "promote",
      reason: `The challenger is ${rules.promoteWhen} (${shown}) and bears ${trial.weight}% of the traffic without harm.`,
    };
  }
  if (now.getTime() >= Date.parse(trial.deadline)) {
    return {
      decision: "deadline",
      reason: `The deadline of ${trial.deadline} passed without a proof (${shown}); the policy says: ${rules.atDeadline}.`,
    };
  }
  if (!enough) return { decision: "not-enough-data", reason: short };
  if (tooSoon !== null) {
    return {
      decision: "continue",
      reason: `The challenger is ${rules.promoteWhen} (${shown}), but ${tooSoon}.`,
    };
  }
  const state = `ln E ${rules.promoteWhen} ${round(proof)} of ${round(line.better)}, worse ${round(evidence.worse)} of ${round(line.harm)}`;
  if (next !== null) {
    return { decision: "shift", reason: `No harm is shown (${state}); ${trial.weight}% -> ${next}%.` };
  }
  const wanted = rules.promoteWhen === "better" ? "better" : "not to be worse";
  return { decision: "continue", reason: `Neither ${wanted} nor harmful is shown yet (${state}).` };
}

/** The bet on harm in each segment must have lost half of its capital before a promotion. */
const halved = -Math.LN2;

/** What a proof has to wait for before the challenger is promoted, in words; null when it has not. */
function notYet({ trial, metrics, rules, referee, evidence, line, designEffects }: Case): string | null {
  const least = leastDuration(rules, trial.history);
  const lasted = watchedFor(trial, metrics);
  if (lasted < least) {
    return `the trial lasts ${inWords(least)} at least, because what is better now may be worse at another hour`;
  }
  const segment = worstSegment(evidence);
  if (segment && segment.shown >= halved) {
    return `it may be worse for the requests of segment ${segment.name} (ln E ${round(segment.shown)} of ${round(segmentLine(line.harm, evidence))})`;
  }
  if (!hasWholeDays(rules, trial.history, lasted)) {
    return "its traffic has a daily cycle, so what is shown counts when whole days are over";
  }
  const known = metrics.requests?.cohorts;
  if (!known) return null;
  const { history } = trial;
  if (history.missing === "failure") return null;
  const tolerance = { designEffect: designEffects.outcomes, matters: rules.minimumEffect };
  if (labelsAreComplete(history) && labelledAlike(known, tolerance)) return null;
  const all = { champion: sumOf(known, "champion"), challenger: sumOf(known, "challenger") };
  const { champion, challenger } = referee.matured;
  const some = Math.min(champion.requests, challenger.requests) >= rules.minTrials;
  if (some && surelyLabelledAlike(referee.matured, tolerance)) return null;
  return `outcomes are known of ${shareInWords(all.challenger)} of its requests and of ${shareInWords(all.champion)} of the champion's, so they may be of different kinds of requests`;
}

/** How long both arms had traffic that counts, milliseconds: not while the trial was held. */
function watchedFor({ cohorts }: Trial, { end }: LookMetrics): number {
  return cohorts.reduce(
    (sum, { since, until }) => sum + Math.max(0, Date.parse(until ?? end) - Date.parse(since)),
    0,
  );
}

function labelsDiffer({ referee, labels }: Case): string {
  const { champion, challenger } = referee.matured;
  return `Outcomes are not told of the same part of both arms' requests: of ${shareInWords(challenger)} of the challenger's and ${shareInWords(champion)} of the champion's (ln E ${round(labels.evidence)} crossed ${round(labels.line)}), so rates of good ones cannot be compared. A person must look where outcomes come from.`;
}

function shareInWords({ trials, requests }: CohortCounts): string {
  return percent(requests > 0 ? trials / requests : 0);
}

function sumOf(cohorts: readonly Cohort[], arm: "champion" | "challenger"): CohortCounts {
  return cohorts.reduce(
    (sum, { [arm]: counts }) => ({
      requests: sum.requests + counts.requests,
      trials: sum.trials + counts.trials,
      successes: sum.successes + counts.successes,
    }),
    { requests: 0, trials: 0, successes: 0 },
  );
}

function harmOf(evidence: Evidence, line: number, judges: Judges): string | null {
  if (judges.includes("outcomes") && evidence.worse >= line) {
    return `The challenger is worse: ln E ${round(evidence.worse)} crossed ${round(line)}.`;
  }
  const segment = worstSegment(evidence);
  const ofSegments = segmentLine(line, evidence);
  if (segment && segment.shown >= ofSegments) {
    return `The challenger is worse for the requests of segment ${segment.name}: ln E ${round(segment.shown)} crossed ${round(ofSegments)}.`;
  }
  if (judges.includes("errors") && evidence.errors >= line) {
    return `The challenger fails more often: ln E ${round(evidence.errors)} crossed ${round(line)}.`;
  }
  if (judges.includes("latency") && evidence.slow >= line) {
    return `The challenger is slower than the champion's own 99th percentile too often: ln E ${round(evidence.slow)} crossed ${round(line)}.`;
  }
  const { coldStarts = 0 } = evidence;
  if (judges.includes("cold-starts") && coldStarts >= line) {
    return `The challenger's requests wait for new compute more often than the champion's (cold starts): ln E ${round(coldStarts)} crossed ${round(line)}.`;
  }
  return null;
}

function judgesOf(
  { totals, history, referee, cohorts }: Trial,
  metrics: LookMetrics,
  rules: TrialRules,
): Judges {
  const outcomes =
    totals.champion.trials + metrics.champion.trials > 0 &&
    totals.challenger.trials + metrics.challenger.trials > 0;
  const { errorRate, p99Latency } = rules.guards;
  return [
    ...(outcomes ? (["outcomes"] as const) : []),
    ...(errorRate !== undefined || !outcomes ? (["errors"] as const) : []),
    ...(p99Latency !== undefined && history.latency !== null ? (["latency"] as const) : []),
    ...(referee.coldStarts && isEven(cohorts) ? (["cold-starts"] as const) : []),
  ];
}

/** What the policy makes of the deadline. A trial that hardly anybody asked anything is not promoted: no data is no proof. */
function atDeadline({ trial, metrics, rules }: Case, reason: string): Pick<Verdict, "ending" | "reason"> {
  const policys = { promote: "promote", hold: "hold", "roll back": "roll-back" } as const;
  const ending = policys[rules.atDeadline];
  const [challenger, champion] = [
    requests(trial.challengerSeen, metrics.challenger),
    requests(trial.championSeen, metrics.champion),
  ];
  if (ending !== "promote" || Math.min(challenger, champion) >= rules.minTrials) return { ending, reason };
  return {
    ending: "roll-back",
    reason: `${reason} But there is no data: the challenger had ${challenger} requests in the whole trial and the champion ${champion}, and ${rules.minTrials} of each are the least that anything is promoted on. It is rolled back.`,
  };
}

function requests(before: ArmTotals, look: ArmTotals): number {
  return requestsOf({
    invocations: before.invocations + look.invocations,
    trials: before.trials + look.trials,
  });
}

/**
 * What there is too little of to go on since the traffic was divided as it is, and in which arm; null when there is enough.
 * The guards count what came after the warm-up.
 */
function tooLittle(
  trial: Trial,
  metrics: LookMetrics,
  { minTrials }: TrialRules,
  judges: Judges,
): string | null {
  if (trial.weight === 0) return "The challenger has none of the traffic yet: nothing to go on.";
  const { champion, challenger } = withCounts(trial.sinceShift, metrics);
  const needed = [
    ...(judges.includes("outcomes") ? (["trials"] as const) : []),
    ...(judges.some((judge) => judge !== "outcomes") ? (["invocations"] as const) : []),
  ];
  const short = needed.find((counts) => Math.min(champion[counts], challenger[counts]) < minTrials);
  if (short === undefined) return null;
  const what = short === "trials" ? "outcomes" : "invocations after the warm-up";
  return `Too few ${what} to go on: the challenger has ${challenger[short]} and the champion ${champion[short]} since the traffic was divided so, and ${minTrials} are needed in each arm.`;
}
