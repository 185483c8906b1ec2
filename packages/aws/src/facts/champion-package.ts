import type { ChampionPackageFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { describePackage, modelData } from "./model-package.ts";

/** The weights of the version that serves. */
export async function findChampionPackage({
  arn,
  container,
}: Extract<Question, { ask: "championPackage" }>): Promise<ChampionPackageFact> {
  return modelData(await describePackage(arn), container);
}
