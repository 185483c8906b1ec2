import type { Place } from "../../payloads/payload.ts";
import { decimalText, truthOf } from "../../values/spelling.ts";
import { asNumber } from "../../values/value.ts";

export type Problem = "regression" | "binary" | "multiclass";

/** How a model's answers are compared with what turned out. Defaults are the policy's. */
export interface QualitySettings {
  readonly problem: Problem;
  /** Where the label stands in ground truth. */
  readonly label: Place;
  /** Where the answer stands in the captured output; null when it is made from the score. */
  readonly prediction: Place | null;
  /** Where the probability of the positive class stands, or null. */
  readonly score: Place | null;
  /** From which score on the answer is the positive class. */
  readonly threshold: number;
  /** The label of the positive class. */
  readonly positive: string;
  /** An answer succeeds when it is this near; regression only. */
  readonly within: number;
}

/** One answer beside what turned out. Numbers in regression, class names otherwise. */
export interface Outcome {
  readonly variant: string;
  readonly label: number | string;
  readonly prediction: number | string;
  readonly score: number | null;
  readonly success: boolean;
}

/**
 * A number as a label or an answer of a regression, a class's name otherwise, null when it is neither.
 *
 * Frameworks write the class 1 as 1, "1", "1.0", true and "True", which are one class here and called `1`. Any other
 * text is a name and keeps its characters: `02134` is not `2134`, and a class may be called None, null or nan.
 */
export function asLabel(value: unknown, problem: Problem): number | string | null {
  const scalar = asScalar(value);
  if (scalar === null) return null;
  if (problem === "regression") return asNumber(scalar);
  if (typeof scalar === "number" && !Number.isFinite(scalar)) return null;
  const name = String(scalar).trim();
  const truth = truthOf(name);
  if (truth !== null) return truth ? "1" : "0";
  return name === "" ? null : (decimalText(name) ?? name);
}

/** @returns null when the answer is no answer: missing, no number, or a probability outside of 0 to 1 */
export function outcomeOf(
  found: { readonly label: number | string; readonly prediction: unknown; readonly score: unknown },
  variant: string,
  settings: QualitySettings,
): Outcome | null {
  const { problem, threshold, positive, within } = settings;
  const score = settings.score === null ? null : asNumber(asScalar(found.score));
  if (settings.score !== null && (score === null || score < 0 || score > 1)) return null;
  const prediction =
    settings.prediction === null
      ? score !== null && score >= threshold
        ? positive
        : `not ${positive}`
      : asAnswer(found.prediction, settings);
  const label = asAnswer(found.label, settings);
  if (prediction === null || label === null) return null;
  return {
    variant,
    label,
    prediction,
    score,
    success: succeeded(label, prediction, problem, positive, within),
  };
}

function succeeded(
  label: number | string,
  prediction: number | string,
  problem: Problem,
  positive: string,
  within: number,
): boolean {
  switch (problem) {
    case "regression":
      return Math.abs(Number(prediction) - Number(label)) <= within;
    case "binary":
      return (prediction === positive) === (label === positive);
    case "multiclass":
      return prediction === label;
  }
}

/** The positive class is called as the settings call it, however it is written. */
function asAnswer(value: unknown, { problem, positive }: QualitySettings): number | string | null {
  const label = asLabel(value, problem);
  return problem === "binary" && label === asLabel(positive, problem) ? positive : label;
}

function asScalar(value: unknown): number | string | boolean | null {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
}
