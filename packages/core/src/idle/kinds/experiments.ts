import { inWords } from "../../words/duration.ts";
import { age, type Found, found, type IdleContext } from "../found.ts";
import type { ExperimentFact } from "../inventory.ts";

/** Experiments that say of nobody whose they are, and in which nothing has changed for long. */
export function idleExperiments(
  experiments: readonly ExperimentFact[],
  { policy, now }: IdleContext,
): readonly Found[] {
  const wanted = policy.experiments;
  if (!wanted) return [];
  return experiments.flatMap((fact) => {
    const { changedAt, tags } = fact;
    if (Object.hasOwn(tags, wanted.ownerTag) || age(changedAt, now) < wanted.unchangedFor) return [];
    return [
      found("experiment", fact, {
        because: `Nothing of it has changed for ${inWords(age(changedAt, now))}, and it has no tag ${wanted.ownerTag} that says whose it is.`,
        since: changedAt,
        state: changedAt,
        // What is kept of runs costs nothing by itself.
        monthly: 0,
        act: null,
        never: "an experiment that is deleted is lost with all its runs",
        acts: false,
      }),
    ];
  });
}
