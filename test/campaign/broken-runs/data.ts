import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { type Finished, run } from "../run.ts";

/** A run that waited for data, in which something became of what was known of them. */
async function waited(
  change: (known: NonNullable<State["freshData"]>) => Partial<State["freshData"]>,
): Promise<Finished> {
  const finished = await run({
    ...{
      seed: 1,
      approve: "automatically",
      atDeadline: "roll back",
      bake: "none",
      idle: false,
      scaled: false,
    },
    ...{ challengers: ["better"], retrains: "pipeline", jobs: ["completes"], waits: "exports", faults: [] },
  });
  const { state } = finished.atEnd;
  if (!state.freshData) throw new Error("Nothing was waited for.");
  const freshData = { ...state.freshData, ...change(state.freshData) };
  return { ...finished, atEnd: { ...finished.atEnd, state: { ...state, freshData } } };
}

const since = "2026-05-04T08:00:00.000Z";

/** Runs that break what is promised of data, by the invariant's name. */
export const brokenData: Readonly<Record<string, () => Promise<Finished>>> = {
  "every-file-counts-once": async () => {
    const finished = await waited(() => ({}));
    // All but one were there before.
    finished.world.data.appeared.splice(1);
    return finished;
  },
  "enough-data-are-used": () =>
    waited(() => ({
      last: {
        files: 5,
        bytes: 5,
        records: null,
        oldest: since,
        newest: since,
        latest: since,
        sequence: 1,
        enough: true,
      },
    })),
  "silence-is-told": () => waited(() => ({ lost: {} })),
  "a-failed-flow-is-told-until-it-works": () =>
    waited(({ lost }) => ({ lost: { ...lost, "job-failed": { sequence: 1, since } } })),
};
