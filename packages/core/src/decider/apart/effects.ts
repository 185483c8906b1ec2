import type { Effect } from "../../vocabulary/effect.ts";
import type { ExpectedEndpoint } from "../../vocabulary/endpoint-expectation.ts";
import type { EntryData, EntryOf } from "../../vocabulary/entry.ts";
import type { Apart } from "../../vocabulary/trial/route.ts";
import { named } from "../effects/name.ts";

/** The challenger gets an endpoint of its own. */
export function createEndpoint(entry: EntryOf<"rollout-started">, apart: Apart): Effect {
  const { data } = entry;
  return {
    kind: "create-endpoint",
    ...named(entry, "create-endpoint"),
    ...{ apart, endpoint: data.endpoint, expected: data.expected },
    fromConfig: data.fromConfig,
    config: data.config,
    challengerModel: data.challenger.model,
    challengerPackage: data.challenger.package,
    championVariant: data.champion.variant,
    challengerVariant: data.challenger.variant,
  };
}

/** Callers are told where to ask from now on. */
export function setRoute(
  entry: EntryOf<"weights-shifted">,
  on: { readonly endpoint: string; readonly expected: ExpectedEndpoint },
  { apart, route, expected }: NonNullable<EntryData["weights-shifted"]["route"]>,
): Effect {
  return { kind: "set-route", ...named(entry, "set-route"), ...on, apart, route, expectedRoutes: expected };
}

/** The challenger's own endpoint goes with its trial. */
export function deleteGone(
  entry: EntryOf<"rollout-promoted"> | EntryOf<"rollout-rolled-back">,
): readonly Effect[] {
  const { gone, challenger } = entry.data;
  if (!gone) return [];
  const challengerPackage = challenger.package;
  return [{ kind: "delete-endpoint", ...named(entry, "delete-endpoint"), ...gone, challengerPackage }];
}
