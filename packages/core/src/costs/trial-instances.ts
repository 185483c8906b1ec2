import type { CapacityChange, UsedInstances, VariantInstances } from "../vocabulary/costs.ts";

/** For how long a variant was paid for beside the one that serves. */
interface Stint {
  readonly variant: string;
  /** ISO 8601 UTC. */
  readonly from: string;
  readonly until: string;
  /** So many instances were asked for when it began; null where nobody asked for another number. */
  readonly instances: number | null;
}

/**
 * The instances that a variant had in a stint: one item for as long as there were as many. What autoscaling added counts from
 * when it began to add it, and what it took until that was done, so that no less is told than is paid for.
 *
 * @param config what the endpoint's config gave the variant
 * @param changes what autoscaling made of it, at any time
 */
export function instancesOfStint(
  stint: Stint,
  config: VariantInstances,
  changes: readonly CapacityChange[],
): readonly UsedInstances[] {
  const from = Date.parse(stint.from);
  const until = Math.max(from, Date.parse(stint.until));
  const steps = stepsOf(changes, config.count);
  const before = steps.findLast(({ at }) => at <= from)?.count;
  const first = { at: from, count: stint.instances ?? before ?? config.count };
  const within = steps.filter(({ at }) => at > from && at < until);
  return [first, ...within].flatMap(({ at, count }, place): readonly UsedInstances[] => {
    const seconds = Math.round(((within[place]?.at ?? until) - at) / 1_000);
    const volume = config.volume === undefined ? {} : { volume: { gigabytes: config.volume, seconds } };
    const { instanceType } = config;
    return [{ by: stint.variant, use: "hosting", instanceType, count, seconds, ...volume }];
  });
}

/** When how many instances began to be paid for, in order. */
function stepsOf(changes: readonly CapacityChange[], initial: number) {
  const steps: { readonly at: number; readonly count: number }[] = [];
  let had = initial;
  for (const { from, until, count } of changes.toSorted((one, other) => (one.from < other.from ? -1 : 1))) {
    const at = Date.parse(count > had ? from : (until ?? from));
    steps.push({ at: Math.max(at, steps.at(-1)?.at ?? at), count });
    had = count;
  }
  return steps;
}
