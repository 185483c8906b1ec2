import { z } from "zod";

/** A tree as lists by node, the root first. */
export const tree = z.object({
  /** -1 for a leaf. */
  feature: z.array(z.int()),
  /** A row goes left when its feature is not above this. */
  threshold: z.array(z.number()),
  left: z.array(z.int()),
  right: z.array(z.int()),
  /** What a leaf answers, by output; nothing for other nodes. */
  values: z.array(z.array(z.number())),
});

export type Tree = z.infer<typeof tree>;

export function leafOf(grown: Tree, row: Float64Array): readonly number[] {
  let node = 0;
  for (;;) {
    const feature = grown.feature[node] ?? -1;
    if (feature < 0) return grown.values[node] ?? [];
    const goesLeft = (row[feature] ?? 0) <= (grown.threshold[node] ?? 0);
    node = (goesLeft ? grown.left[node] : grown.right[node]) ?? 0;
  }
}
