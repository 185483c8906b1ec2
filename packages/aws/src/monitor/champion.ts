import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { findEndpoint } from "../facts/endpoint.ts";

/** The variant of an endpoint that serves most. */
export interface Champion {
  readonly variant: string;
  /** ARN of the model package version that it was made from, or null. */
  readonly package: string | null;
}

/** Null when there is no such endpoint, or nothing serves on it. */
export async function findChampion(endpoint: string): Promise<Champion | null> {
  const champion = heaviestVariant((await findEndpoint(endpoint)).variants);
  return champion ? { variant: champion.name, package: champion.package } : null;
}
