import type { QualityPolicy } from "./quality.ts";

/** Whether recall and F1 of rare classes are watched, where the baseline has such classes. */
export function watchesRareClasses(
  quality: Pick<QualityPolicy, "problem" | "constraints"> | undefined,
): boolean {
  return quality !== undefined && quality.problem !== "regression" && quality.constraints === undefined;
}
