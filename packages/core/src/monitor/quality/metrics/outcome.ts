import { asNumber, isMissing, type Value } from "../../values/value.ts";
import type { Place } from "./place.ts";

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

/** A number as a label or an answer of a regression, a class's name otherwise, null when it is missing or neither. */
export function asLabel(value: unknown, problem: Problem): number | string | null {
  const scalar = asScalar(value);
  if (scalar === null || isMissing(scalar)) return null;
  const number = asNumber(scalar);
  if (problem === "regression") return number;
  // Frameworks write the class 1 as 1, "1" and "1.0".
  return number === null ? String(scalar).trim() : String(number);
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
      : asLabel(found.prediction, problem);
  if (prediction === null) return null;
  const { label } = found;
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

function asScalar(value: unknown): Value {
  return typeof value === "number" || typeof value === "string" || typeof value === "boolean" ? value : null;
}
