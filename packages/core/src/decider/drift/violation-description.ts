import type { Violation } from "../../vocabulary/fact.ts";

export interface Measured {
  readonly distance: number | null;
  readonly threshold: number | null;
}

const nothing: Measured = { distance: null, threshold: null };
const number = String.raw`'?([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)'?`;
const exceeds = new RegExp(
  String.raw`(?:distance|drift):?\s+${number}\s+exceeds\s+(?:\w+\s+)?threshold:?\s+${number}`,
  "i",
);
const dataType = new RegExp(String.raw`Expected match:\s*${number}\s*%.*?Only\s+${number}\s*%`, "is");
const value = new RegExp(String.raw`^\s*Value:?\s+${number}\s+does(?:n't| not) meet`, "i");

/** Checks whose "Value" is the share of rows that meet the requirement. */
const shareChecks = new Set(["completeness_check", "data_type_check", "categorical_values_check"]);

/**
 * How far a violation is from what was required, as far as its description tells. The wording is nobody's
 * contract and differs between versions: whatever is not recognised is null, never a guess.
 *
 * - drift: distance and threshold as written;
 * - attribution drift: the number written is nDCG, violated BELOW its line although the text says "exceeds":
 *   told as 1 - nDCG and 1 - line
 *   (https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-feature-attribution-drift.html);
 * - shares of rows: the share that does not meet the requirement;
 * - metrics (model quality, bias): null. Each has a unit of its own, and its line is the effect floor already.
 */
export function measured({ check, description }: Violation): Measured {
  const drift = exceeds.exec(description);
  if (drift) {
    const distance = Number(drift[1]);
    const threshold = Number(drift[2]);
    const isScore = /attribution/i.test(check) || /attribution/i.test(description);
    return isScore ? finite(1 - distance, 1 - threshold) : finite(distance, threshold);
  }
  if (!shareChecks.has(check)) return nothing;
  const types = dataType.exec(description);
  if (types) return finite(1 - Number(types[2]) / 100, 1 - Number(types[1]) / 100);
  const met = value.exec(description);
  const share = Number(met?.[1]);
  return met && share >= 0 && share <= 1 ? finite(1 - share, null) : nothing;
}

function finite(distance: number, threshold: number | null): Measured {
  return {
    distance: Number.isFinite(distance) ? distance : null,
    threshold: threshold !== null && Number.isFinite(threshold) ? threshold : null,
  };
}
