import type { Baseline } from "../baseline/baseline.ts";

/**
 * Names of the values of a row without names, in order: those of the policy, else the baseline's features. A value that
 * nobody watches, null in the policy, has the empty name, as no feature of a baseline has.
 */
export function captureColumns(
  { features }: Baseline,
  columns: readonly (string | null)[] | null | undefined,
): readonly string[] {
  return columns?.map((name) => name ?? "") ?? features.map(({ name }) => name);
}
