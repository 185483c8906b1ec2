import type { ModelPolicy } from "../../../policy/policy.ts";
import { decisionLine } from "../../../stats/sequential/block-e-process.ts";
import type { EntryData } from "../../../vocabulary/entry.ts";
import type { Rollout, RolloutShadow } from "../../../vocabulary/state.ts";
import type { ShadowDecision, ShadowEvidence, ShadowReading } from "../../../vocabulary/trial/shadow.ts";
import { inWords } from "../../../words/duration.ts";
import { percent, round } from "../../../words/numbers.ts";
import { alphaEachWay, alphaOfProof } from "../evidence/alpha.ts";
import { hasWholeDays, leastDuration } from "../least-duration.ts";
import { shadowEvidence, withGuards } from "./evidence.ts";

export interface ShadowVerdict {
  readonly decision: ShadowDecision;
  readonly reason: string;
  readonly evidence: ShadowEvidence;
  readonly line: EntryData["shadow-looked"]["line"];
}

type Trial = Pick<Rollout, "history" | "alpha" | "referee"> & { readonly shadow: RolloutShadow };

interface Case {
  readonly trial: Trial;
  readonly rules: ModelPolicy["rollout"];
  readonly reading: ShadowReading;
  readonly evidence: ShadowEvidence;
  readonly line: ShadowVerdict["line"];
  /** Why it cannot be promoted at once even if that were proved; null when it can. */
  readonly obstacle: string | null;
  readonly isOver: boolean;
}

/**
 * Judges one look at a shadow: it goes on to the ramp, is promoted, is rolled back, goes on as a shadow, or is held.
 * Depends on nothing but what it is given.
 *
 * @param obstacle why it cannot be promoted at once, in words; null when it can
 */
export function shadowVerdict(
  trial: Trial,
  reading: ShadowReading,
  rules: ModelPolicy["rollout"],
  { now, obstacle }: { readonly now: Date; readonly obstacle: string | null },
): ShadowVerdict {
  const { shadow } = rules;
  const evidence = shadowEvidence(withGuards(trial.shadow, reading), reading.answers, {
    atLeast: shadow?.agreement.atLeast ?? 0.5,
    // What promotions before have given up of it is taken off already.
    margin: trial.referee.notWorse.margin,
    history: trial.history,
  });
  const line = {
    agrees: decisionLine(alphaEachWay),
    harm: decisionLine(alphaEachWay / harmsOf(evidence, rules, trial).length),
    better: decisionLine(alphaOfProof(trial.alpha, rules)),
  };
  const { deadline } = trial.shadow;
  const isOver = deadline !== null && now.getTime() >= Date.parse(deadline);
  return { evidence, line, ...judge({ trial, rules, reading, evidence, line, obstacle, isOver }) };
}

function judge(one: Case): Pick<ShadowVerdict, "decision" | "reason"> {
  const { rules, reading, evidence, line, isOver } = one;
  const { shadow } = rules;
  const harm = harmsOf(evidence, rules, one.trial).find(({ shown }) => shown >= line.harm);
  if (harm)
    return {
      decision: "roll-back",
      reason: `${harm.words}: ln E ${round(harm.shown)} crossed ${round(line.harm)}.`,
    };
  if (!shadow) return { decision: "ramp", reason: "The policy has no shadow any more." };
  const { pairs, agreed } = reading.answers;
  const share = `${agreed} of ${pairs} answers are the same (${percent(pairs > 0 ? agreed / pairs : 0)})`;
  const enough = pairs >= shadow.minAnswers;
  const agrees = enough && evidence.agrees >= line.agrees;
  if (agrees && shadow.onAgreement === "ramp") {
    return {
      decision: "ramp",
      reason: `It agrees: ${share}, ln E ${round(evidence.agrees)} of ${round(line.agrees)}.`,
    };
  }
  if (agrees) {
    const unproved = notPromoted(one);
    if (unproved === null) {
      return {
        decision: "promote",
        reason: `It agrees (${share}), and is ${rules.promoteWhen} by what turned out of the same requests: it is promoted without having answered anybody.`,
      };
    }
    if (isOver || one.obstacle !== null)
      return { decision: "ramp", reason: `It agrees: ${share}. ${unproved}` };
    return { decision: "continue", reason: `It agrees: ${share}. ${unproved}` };
  }
  const short = reading.answers.problem
    ? `Answers cannot be compared: ${reading.answers.problem}`
    : enough
      ? `Neither agreement nor disagreement with ${percent(shadow.agreement.atLeast)} is shown: ${share}, ln E ${round(evidence.agrees)} and ${round(evidence.disagrees)} of ${round(line.agrees)}.`
      : `Too few answers to go on: ${share}, and ${shadow.minAnswers} are needed.`;
  if (!isOver) return { decision: enough ? "continue" : "not-enough-data", reason: short };
  const ends = { "roll back": "roll-back", ramp: "ramp", hold: "hold" } as const;
  return {
    decision: ends[shadow.atDeadline],
    reason: `Its time as a shadow is over (${one.trial.shadow.deadline}), and the policy says: ${shadow.atDeadline}. ${short}`,
  };
}

/** What a promotion of a shadow that agrees lacks, in words; null when it lacks nothing. */
function notPromoted({ trial, rules, reading, evidence, line, obstacle }: Case): string | null {
  if (obstacle !== null) return `It takes traffic first: ${obstacle}`;
  const { outcomes } = reading.answers;
  const all = outcomes
    ? outcomes.both + outcomes.neither + outcomes.onlyChampion + outcomes.onlyChallenger
    : 0;
  if (all < rules.minTrials)
    return `Of ${all} requests it is known what turned out, and ${rules.minTrials} are needed for a promotion.`;
  const proof = (rules.promoteWhen === "better" ? evidence.better : evidence.notWorse) ?? 0;
  if (proof < line.better)
    return `That it is ${rules.promoteWhen} is not shown by ${all} outcomes (ln E ${round(proof)} of ${round(line.better)}).`;
  return tooSoon(trial, rules, reading);
}

/** What is better now may be worse at another hour, of the same requests too. Null when enough of the day was seen. */
function tooSoon(
  { shadow, history }: Trial,
  rules: ModelPolicy["rollout"],
  { answers: { until } }: ShadowReading,
): string | null {
  const lasted = Date.parse(until) - Date.parse(shadow.since ?? until);
  const least = leastDuration(rules, history);
  if (lasted < least)
    return `It is ${rules.promoteWhen} by what turned out, but a trial lasts ${inWords(least)} at least, because what is better now may be worse at another hour.`;
  return hasWholeDays(rules, history, lasted)
    ? null
    : `It is ${rules.promoteWhen} by what turned out, but its traffic has a daily cycle, so what is shown counts when whole days are over.`;
}

function harmsOf(
  evidence: ShadowEvidence,
  { guards, shadow }: ModelPolicy["rollout"],
  { history }: Pick<Trial, "history">,
): readonly { readonly shown: number; readonly words: string }[] {
  return [
    ...(shadow
      ? [
          {
            shown: evidence.disagrees,
            words: `The shadow's answers are not those of the champion in ${percent(shadow.agreement.atLeast)} of the requests`,
          },
        ]
      : []),
    { shown: evidence.errors, words: "The shadow fails more often than the champion on the same requests" },
    ...(guards.p99Latency !== undefined && history.latency !== null
      ? [
          {
            shown: evidence.slow,
            words: "The shadow is slower than the champion's own 99th percentile too often",
          },
        ]
      : []),
    ...(evidence.worse === null
      ? []
      : [
          {
            shown: evidence.worse,
            words: "The shadow is right less often than the champion on the same requests",
          },
        ]),
  ];
}
