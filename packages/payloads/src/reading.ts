import {
  type Find,
  type PayloadReading,
  type Place,
  type PlaceReading,
  plainReading,
} from "@driftwheel/core/monitor/payloads/payload.ts";
import { isExpression } from "@driftwheel/core/monitor/quality/metrics/place.ts";
import { gunzip } from "./gunzip.ts";

/** Milliseconds that an expression may take on one payload, and on all that are read together. */
interface Patience {
  readonly each: number;
  readonly all: number;
}

const usual: Patience = { each: 200, all: 60_000 };

/** How the requests of a model are read. JMESPath is loaded by a policy that has an expression. */
export async function payloadReading(
  {
    features,
    delimiter,
  }: { readonly features?: string | undefined; readonly delimiter?: string | undefined },
  patience: Patience = usual,
): Promise<PayloadReading> {
  return {
    delimiter: delimiter ?? plainReading.delimiter,
    features: features === undefined ? null : await findBy(features, patience),
    gunzip,
  };
}

/** How labels and answers are found. JMESPath is loaded by a policy that has an expression. */
export async function placeReading(
  places: readonly (Place | null)[],
  patience: Patience = usual,
): Promise<PlaceReading> {
  const expressions = new Map<string, Find>();
  for (const place of places) {
    if (place !== null && isExpression(place)) expressions.set(place, await findBy(place, patience));
  }
  return { expressions, gunzip };
}

async function findBy(expression: string, { each, all }: Patience): Promise<Find> {
  const { evaluate } = await import("./expression.ts");
  let left = all;
  return (json) => {
    if (left <= 0) {
      return {
        ok: false,
        why: `took more than ${all / 1_000} seconds on the payloads before; it is asked no more`,
      };
    }
    const begun = performance.now();
    const found = evaluate(expression, json, each);
    left -= performance.now() - begun;
    return found.ok ? found : { ok: false, why: found.fault };
  };
}
