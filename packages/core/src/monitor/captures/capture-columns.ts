import type { Baseline } from "../baseline/baseline.ts";
import { columnNames } from "../derived/derived-names.ts";

/**
 * Names of the values of a row without names, in order: those of the policy, else those of the baseline's features. A value that
 * nobody watches, null in the policy, has the empty name, as no feature of a baseline has.
 *
 * @param predictions features that are no values of a request
 */
export function captureColumns(
  baseline: Baseline,
  columns: readonly (string | null)[] | null | undefined,
  predictions: readonly { readonly name: string }[] = [],
): readonly string[] {
  const answers = new Set(predictions.map(({ name }) => name));
  return columns?.map((name) => name ?? "") ?? columnNames(baseline).filter((name) => !answers.has(name));
}
