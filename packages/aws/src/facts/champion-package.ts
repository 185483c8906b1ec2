import type { ChampionPackageFact } from "@driftwheel/core/vocabulary/fact.ts";
import { describePackage, modelDataUrl } from "./model-package.ts";

/** The weights of the version that serves. */
export async function findChampionPackage(arn: string): Promise<ChampionPackageFact> {
  return { modelDataUrl: modelDataUrl(await describePackage(arn)) };
}
