import type { Baseline } from "../baseline/baseline.ts";

/**
 * Names of the values of a row without names, in order: those of the policy, else the baseline's features. A value that
 * nobody watches, null in the policy, has the empty name, as no feature of a baseline has.
 *
 * @param predictions features that are no values of a request
 */
export function captureColumns(
  { features }: Baseline,
  columns: readonly (string | null)[] | null | undefined,
  predictions: readonly { readonly name: string }[] = [],
): readonly string[] {
  const answers = new Set(predictions.map(({ name }) => name));
  return (
    columns?.map((name) => name ?? "") ?? features.flatMap(({ name }) => (answers.has(name) ? [] : [name]))
  );
}
