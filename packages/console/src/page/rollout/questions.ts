import type { DifferenceInterval, RolloutPoint, RolloutProgress } from "../api/api-types.ts";
import type { Unit } from "../words/numbers.ts";
import type { Tone } from "../words/tone.ts";

/** What one arm has shown of what is asked. */
export interface ArmAnswer {
  /** A share, or a mean; null while there is nothing. */
  readonly value: number | null;
  readonly of: number;
}

/** Evidence against what decides by it, natural logarithms. */
export interface Proof {
  readonly label: string;
  readonly shown: number;
  readonly line: number;
}

/** One of the questions that a referee asks, with what there is for an answer. */
export interface Question {
  readonly id: "outcomes" | "errors" | "slow";
  readonly title: string;
  /** What is counted, for those who do not know. */
  readonly words: string;
  readonly unit: Unit;
  readonly differenceUnit: Unit;
  readonly champion: ArmAnswer;
  readonly challenger: ArmAnswer;
  readonly interval: DifferenceInterval | null;
  /** The smallest difference that matters, in the better direction. */
  readonly matters: number;
  readonly betterIs: "higher" | "lower";
  readonly proofs: readonly Proof[];
  readonly verdict: { readonly tone: Tone; readonly words: string };
}

/** The questions of a rollout after one of its looks. */
export function questionsOf(progress: RolloutProgress, point: RolloutPoint): readonly Question[] {
  return [
    outcomesQuestion(progress, point),
    guardQuestion(progress, point, "errors"),
    guardQuestion(progress, point, "slow"),
  ];
}

function outcomesQuestion(progress: RolloutProgress, point: RolloutPoint): Question {
  const { promoteWhen, better, minimumEffects } = progress;
  const { evidence, line, differences, judges } = point;
  const values = progress.outcomes === "values";
  const arm = ({ outcomes, good, mean }: RolloutPoint["champion"]): ArmAnswer => ({
    value: values ? mean : outcomes > 0 && good !== null ? good / outcomes : null,
    of: outcomes,
  });
  const proof = promoteWhen === "better" ? evidence.better : evidence.notWorse;
  return {
    id: "outcomes",
    title: values ? "Outcomes, on average" : "Good outcomes",
    words: values
      ? `The mean of the values that became known of each arm's requests; ${better} is better`
      : "The share of each arm's known outcomes that were good",
    unit: values ? "none" : "share",
    differenceUnit: values ? "none" : "points",
    champion: arm(point.champion),
    challenger: arm(point.challenger),
    interval: differences.outcomes,
    matters: (better === "higher" ? 1 : -1) * minimumEffects.outcomes,
    betterIs: better,
    proofs: [
      { label: promoteWhen, shown: proof, line: line.better },
      { label: "worse", shown: evidence.worse, line: line.harm },
    ],
    verdict: !judges.includes("outcomes")
      ? { tone: "quiet", words: "no outcomes yet" }
      : evidence.worse >= line.harm
        ? { tone: "bad", words: "worse" }
        : proof >= line.better
          ? { tone: "good", words: promoteWhen }
          : { tone: "active", words: "not decided" },
  };
}

const guards = {
  errors: {
    judge: "errors",
    title: "Errors",
    words: "The share of each arm's answers that failed (5XX)",
    harm: "fails more often",
  },
  slow: {
    judge: "latency",
    title: "Slow answers",
    words: "The share slower than the champion's own 99th percentile of before",
    harm: "slower",
  },
} as const;

function guardQuestion(progress: RolloutProgress, point: RolloutPoint, id: "errors" | "slow"): Question {
  const { judge, title, words, harm } = guards[id];
  const { evidence, line, differences, judges } = point;
  const arm = ({ guarded }: RolloutPoint["champion"]): ArmAnswer => ({
    value: guarded.invocations > 0 ? guarded[id] / guarded.invocations : null,
    of: guarded.invocations,
  });
  return {
    id,
    title,
    words,
    unit: "share",
    differenceUnit: "points",
    champion: arm(point.champion),
    challenger: arm(point.challenger),
    interval: differences[id],
    matters: progress.minimumEffects[id],
    betterIs: "lower",
    proofs: [{ label: harm, shown: evidence[id], line: line.harm }],
    verdict: !judges.includes(judge)
      ? { tone: "quiet", words: "no guard" }
      : differences[id] === null
        ? { tone: "quiet", words: "no data yet" }
        : evidence[id] >= line.harm
          ? { tone: "bad", words: harm }
          : { tone: "good", words: "no harm shown" },
  };
}
