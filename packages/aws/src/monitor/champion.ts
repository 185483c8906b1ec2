import type { Served } from "@driftwheel/core/policy/batch/served.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { findServed } from "../facts/batch/served.ts";

/** The variant of an endpoint that serves most. */
export interface Champion {
  readonly variant: string;
  /** ARN of the model package version that it was made from, or null. */
  readonly package: string | null;
}

/** Null when nothing serves. */
export async function findChampion(serves: Served): Promise<Champion | null> {
  const champion = heaviestVariant((await findServed(serves)).variants);
  return champion ? { variant: champion.name, package: champion.package } : null;
}
