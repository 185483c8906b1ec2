import type { ModelPolicy } from "../../policy/policy.ts";
import { decisionLine } from "../../stats/sequential/block-e-process.ts";
import type { EntryData, Evidence, LookDecision } from "../../vocabulary/entry.ts";
import type { LookMetrics } from "../../vocabulary/look-metrics.ts";
import type { ArmTotals, Rollout } from "../../vocabulary/state.ts";
import { percent, round } from "../../words/numbers.ts";
import { requestsOf } from "../promotion/evolve-bake.ts";
import { evidenceOf, withLook } from "./referee.ts";

/** Error probability of a false promotion, and of a false roll back by all harms together. */
export const alphaEachWay = 0.025;

/** What a rollout knows that its verdict depends on. */
export type Trial = Pick<
  Rollout,
  "weight" | "deadline" | "history" | "referee" | "totals" | "championSeen" | "challengerSeen"
>;
export type TrialRules = ModelPolicy["rollout"];
type Judges = EntryData["rollout-looked"]["judges"];
type Line = EntryData["rollout-looked"]["line"];

export interface Verdict {
  readonly decision: LookDecision;
  /** What the decision comes to: at a deadline what the policy says, unless it has nothing to go on. */
  readonly ending: Exclude<LookDecision, "deadline"> | "hold";
  readonly reason: string;
  readonly evidence: Evidence;
  readonly line: Line;
  readonly proved: boolean;
  readonly judges: Judges;
}

/**
 * Judges one look at both variants: promote, roll-back, shift, continue, not-enough-data, or deadline. Depends on
 * nothing but what it is given.
 */
export function verdict(trial: Trial, metrics: LookMetrics, rules: TrialRules, now: Date): Verdict {
  const evidence = evidenceOf(withLook(trial.referee, metrics.champion, metrics.challenger));
  const judges = judgesOf(trial, metrics, rules);
  const line = { better: decisionLine(alphaEachWay), harm: decisionLine(alphaEachWay / judges.length) };
  const proof = rules.promoteWhen === "better" ? evidence.better : evidence.notWorse;
  const proved = trial.referee.proved || proof >= line.better;
  const found = { evidence, line, proved, judges };
  return { ...found, ...judge({ ...found, proof, trial, metrics, rules, now }) };
}

/** The next share of the ramp in percent; null when its last one is reached. */
export function nextStep(trial: Pick<Rollout, "weight">, rules: TrialRules): number | null {
  return rules.ramp.find((step) => step > trial.weight) ?? null;
}

interface Case {
  readonly trial: Trial;
  readonly metrics: LookMetrics;
  readonly rules: TrialRules;
  readonly now: Date;
  readonly evidence: Evidence;
  readonly proof: number;
  readonly line: Line;
  readonly proved: boolean;
  readonly judges: Judges;
}

function judge(one: Case): Pick<Verdict, "decision" | "ending" | "reason"> {
  const judged = judgeLook(one);
  if (judged.decision !== "deadline") return { ...judged, ending: judged.decision };
  return { ...judged, ...atDeadline(one, judged.reason) };
}

function judgeLook({ trial, metrics, rules, now, evidence, proof, line, proved, judges }: Case): {
  readonly decision: LookDecision;
  readonly reason: string;
} {
  const harm = harmOf(evidence, line.harm, judges);
  if (harm) return { decision: "roll-back", reason: harm };
  const next = nextStep(trial, rules);
  const short = tooLittle(trial, metrics, rules, judges);
  const enough = short === null;
  const shown = `ln E ${round(proof)}, line ${round(line.better)}`;
  if (proved && enough && next === null) {
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
  const state = `ln E ${rules.promoteWhen} ${round(proof)} of ${round(line.better)}, worse ${round(evidence.worse)} of ${round(line.harm)}`;
  if (next !== null) {
    return { decision: "shift", reason: `No harm is shown (${state}); ${trial.weight}% -> ${next}%.` };
  }
  const wanted = rules.promoteWhen === "better" ? "better" : "not to be worse";
  return { decision: "continue", reason: `Neither ${wanted} nor harmful is shown yet (${state}).` };
}

function harmOf(evidence: Evidence, line: number, judges: Judges): string | null {
  if (judges.includes("outcomes") && evidence.worse >= line) {
    return `The challenger is worse: ln E ${round(evidence.worse)} crossed ${round(line)}.`;
  }
  if (judges.includes("errors") && evidence.errors >= line) {
    return `The challenger fails more often: ln E ${round(evidence.errors)} crossed ${round(line)}.`;
  }
  if (judges.includes("latency") && evidence.slow >= line) {
    return `The challenger is slower than the champion's own 99th percentile too often: ln E ${round(evidence.slow)} crossed ${round(line)}.`;
  }
  return null;
}

function judgesOf({ totals, history }: Trial, metrics: LookMetrics, rules: TrialRules): Judges {
  const outcomes =
    totals.champion.trials + metrics.champion.trials > 0 &&
    totals.challenger.trials + metrics.challenger.trials > 0;
  const { errorRate, p99Latency } = rules.guards;
  return [
    ...(outcomes ? (["outcomes"] as const) : []),
    ...(errorRate !== undefined || !outcomes ? (["errors"] as const) : []),
    ...(p99Latency !== undefined && history.latency !== null ? (["latency"] as const) : []),
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

/** What there is too little of in this look to go on, and in which arm; null when there is enough. */
function tooLittle(
  trial: Trial,
  { champion, challenger }: LookMetrics,
  { minTrials }: TrialRules,
  judges: Judges,
): string | null {
  if (trial.weight === 0) return "The challenger has none of the traffic yet: nothing to go on.";
  const [what, counted] = judges.includes("outcomes")
    ? (["outcomes", "trials"] as const)
    : (["invocations", "invocations"] as const);
  if (Math.min(champion[counted], challenger[counted]) >= minTrials) return null;
  return `Too few ${what} to go on: the challenger has ${challenger[counted]} and the champion ${champion[counted]}, and a look needs ${minTrials} in each arm.`;
}

/** Both arms of one look in words. */
export function countsInWords({ weight }: Trial, { champion, challenger }: LookMetrics): string {
  const arm = (name: string, { trials, successes, invocations, errors }: LookMetrics["champion"]) =>
    trials > 0
      ? `${name} right in ${successes} of ${trials} (${percent(successes / trials)})`
      : `${name} ${invocations} invocations, ${errors} errors`;
  return `At ${weight}%: ${arm("challenger", challenger)}, ${arm("champion", champion)}.`;
}
