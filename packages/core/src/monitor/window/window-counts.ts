import * as z from "zod/mini";
import type { FeatureState, WindowState } from "./window-state.ts";

const count = z.number("a count, 0 or more").check(z.gte(0, "a count, 0 or more"));

/** What is counted of a window, without its samples and names: counts of windows that follow one another add up. */
export const windowCounts = z.object(
  {
    rows: count,
    /** In the baseline's order. */
    features: z.array(
      z.object({
        counts: z.array(count),
        unknown: count,
        otherType: count,
        infinite: count,
        missing: count,
        /** Unknown categories by their groups; only where the baseline counts so. */
        unlisted: z.optional(z.array(count)),
        /** Rows that had no such column; `missing` has them too. */
        absent: count,
      }),
    ),
    /** Rows in the cells of each of the baseline's pairs, in its order; left out when it has none. */
    pairs: z.optional(z.array(z.array(count))),
  },
  "an object with rows, features and pairs",
);

export type WindowCounts = z.output<typeof windowCounts>;

/** What a window showed that it is judged by. */
export interface ShownWindow {
  readonly counts: WindowCounts;
  /** As `WindowState` has it; null when the baseline has nothing to estimate from. */
  readonly estimated: readonly number[] | null;
}

export function shownBy(state: WindowState): ShownWindow {
  return { counts: countsOfState(state), estimated: state.estimated ?? null };
}

export function countsOfState({ rows, features, pairs }: WindowState): WindowCounts {
  return {
    rows,
    features: features.map(countsOfFeature),
    ...(pairs && { pairs: pairs.map((cells) => [...cells]) }),
  };
}

/** Both windows as one; those of another baseline have other features, and cannot be added. */
export function addedCounts(one: WindowCounts, other: WindowCounts): WindowCounts {
  return {
    rows: one.rows + other.rows,
    ...(one.pairs && { pairs: one.pairs.map((cells, pair) => summed(cells, other.pairs?.[pair])) }),
    features: one.features.map((feature, at) => {
      const added = other.features[at];
      if (!added) return feature;
      return {
        counts: summed(feature.counts, added.counts),
        unknown: feature.unknown + added.unknown,
        otherType: feature.otherType + added.otherType,
        infinite: feature.infinite + added.infinite,
        missing: feature.missing + added.missing,
        absent: feature.absent + added.absent,
        ...(feature.unlisted && { unlisted: summed(feature.unlisted, added.unlisted) }),
      };
    }),
  };
}

function summed(one: readonly number[], other: readonly number[] | undefined): number[] {
  return one.map((counted, cell) => counted + (other?.[cell] ?? 0));
}

function countsOfFeature(state: FeatureState): WindowCounts["features"][number] {
  const { counts, missing, absent } = state;
  const common = { counts: [...counts], missing, absent };
  return state.kind === "numeric"
    ? { ...common, unknown: state.moved, otherType: state.other, infinite: state.infinite }
    : {
        ...common,
        unknown: state.unknown,
        otherType: 0,
        infinite: 0,
        ...(state.unlisted && { unlisted: [...state.unlisted] }),
      };
}
