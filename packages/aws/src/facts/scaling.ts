import type { Question, ScalingFact } from "@driftwheel/core/vocabulary/fact.ts";
import { readScaling } from "../scaling/read-scaling.ts";
import { alarmsByVariant } from "../scaling/watching-alarms.ts";

/** How the variants are scaled, and which alarms of people's own watch them. */
export async function findScaling({
  endpoint,
  variants,
}: Extract<Question, { ask: "scaling" }>): Promise<ScalingFact> {
  const read = await readScaling(endpoint, variants);
  const watching = await alarmsByVariant(endpoint, variants);
  const own = new Set([...read.values()].flatMap(({ ownAlarms }) => ownAlarms));
  const alarmsOf = (variant: string) =>
    [...new Set([...(watching.get(variant) ?? []), ...(read.get(variant)?.alarms ?? [])])]
      .filter((alarm) => !own.has(alarm))
      .toSorted();
  return {
    variants: Object.fromEntries([...read].map(([variant, { scaling }]) => [variant, scaling])),
    alarms: Object.fromEntries(variants.map((variant) => [variant, alarmsOf(variant)])),
  };
}
