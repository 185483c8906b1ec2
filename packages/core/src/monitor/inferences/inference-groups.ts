import type { InferenceResult } from "./inference-result.ts";
import { isRedriven } from "./redriven.ts";

/** Results of the requests that one variant got in one second. */
export interface InferenceGroup {
  readonly endpoint: string;
  readonly variant: string;
  /** ISO 8601 UTC, whole seconds. */
  readonly at: string;
  readonly results: number;
  /** Those of them that are errors of the model, and not of what was asked. */
  readonly errors: number;
  /** Those of them that were sent again because they had failed. */
  readonly redriven: number;
}

/** A result with the variant that it is of. */
export interface OfVariant {
  readonly result: InferenceResult;
  readonly variant: string;
}

/** Results count by the time at which their request came, as requests of other endpoints do. */
export function inferenceGroups(results: readonly OfVariant[]): readonly InferenceGroup[] {
  const second = ({ receivedAt }: InferenceResult) =>
    new Date(Math.floor(receivedAt / 1000) * 1000).toISOString();
  const groups = Map.groupBy(results, ({ result, variant }) =>
    JSON.stringify([result.endpoint, variant, second(result)]),
  );
  return [...groups.values()].flatMap((those) => {
    const [first] = those;
    if (!first) return [];
    const { endpoint } = first.result;
    return [
      {
        ...{ endpoint, variant: first.variant, at: second(first.result) },
        results: those.length,
        errors: those.filter(({ result }) => result.failure?.fault === "model").length,
        redriven: those.filter(({ result }) => isRedriven(result)).length,
      },
    ];
  });
}
