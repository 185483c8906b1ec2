import type { Effect } from "../../../vocabulary/effect.ts";
import type { ExpectedEndpoint } from "../../../vocabulary/endpoint-expectation.ts";
import type { EntryOf } from "../../../vocabulary/entry.ts";
import type { ModelRouteChange } from "../../../vocabulary/trial/paired-runs.ts";
import { named } from "../../effects/name.ts";

/** The challenger transforms what a job of the team's did. */
export function createTransformJob(entry: EntryOf<"paired-run-started">): Effect {
  const { job, of, output, model: uses, package: arn, championModel } = entry.data;
  return {
    kind: "create-transform-job",
    ...named(entry, "create-transform-job"),
    ...{ job, of, output, uses, package: arn, championModel },
  };
}

/** Nobody waits for these any more. */
export function stopTransformJobs(
  entry: EntryOf<"paired-looked"> | EntryOf<"rollout-promoted"> | EntryOf<"rollout-rolled-back">,
): readonly Effect[] {
  return (entry.data.stop ?? []).map((job, index) => ({
    kind: "stop-transform-job",
    ...named(entry, `stop-transform-job-${index + 1}`),
    job,
  }));
}

/** Whoever starts transform jobs is told which model they shall use. */
export function setModelRoute(
  entry: EntryOf<"weights-shifted">,
  on: { readonly endpoint: string; readonly expected: ExpectedEndpoint },
  change: ModelRouteChange,
): Effect {
  return { kind: "set-model-route", ...named(entry, "set-model-route"), ...on, ...change };
}
