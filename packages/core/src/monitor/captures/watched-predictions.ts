import type { Baseline } from "../baseline/baseline.ts";
import { type Place, type PlaceReading, plainPlaces } from "../payloads/payload.ts";

/** A feature of the baseline that is what the model answers, and where it stands in the captured output. */
export interface Prediction {
  readonly name: string;
  readonly place: Place;
}

/** What is watched of a model's answers, and how it is found in them. */
export interface WatchedPredictions {
  readonly watched: readonly Prediction[];
  readonly reading: PlaceReading;
}

export const nothingPredicted: WatchedPredictions = { watched: [], reading: plainPlaces };

/**
 * The predictions that are watched: the baseline says which of its columns were predictions and where they stand, and
 * the policy says it anew or of others. What the policy calls a column of requests is none.
 */
export function predictionsOf(
  { predictions: trained = [] }: Pick<Baseline, "predictions">,
  policy: {
    readonly columns?: readonly (string | null)[] | undefined;
    readonly predictions?: Readonly<Record<string, Place>> | undefined;
  },
): readonly Prediction[] {
  const places = new Map(trained.map(({ name, place }) => [name, place]));
  for (const [name, place] of Object.entries(policy.predictions ?? {})) places.set(name, place);
  return [...places].flatMap(([name, place]) => (policy.columns?.includes(name) ? [] : [{ name, place }]));
}
