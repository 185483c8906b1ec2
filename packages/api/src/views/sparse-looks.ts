import type { RolloutProgress } from "@driftwheel/core/decider/rollout/progress/progress.ts";

/** What a look decides that goes on as before. */
const goesOn: readonly RolloutProgress["decision"][] = ["continue", "not-enough-data"];

/**
 * Some of the looks, for a picture that has no room for all: the first and the last, each that decided something or was the
 * first of another share of the traffic, and of every stretch of the others the first and the one with the most evidence,
 * so that nothing that came near a line is lost.
 *
 * @param points in the order of looks
 * @param most of them, but for those that are always told
 */
export function sparseLooks(points: readonly RolloutProgress[], most: number): readonly RolloutProgress[] {
  if (points.length <= most) return points;
  const kept = new Set([points[0], points.at(-1)]);
  points.forEach((point, index) => {
    if (!goesOn.includes(point.decision) || point.weight !== points[index - 1]?.weight) kept.add(point);
  });
  const stretches = Math.max(1, Math.floor(most / 2));
  for (let stretch = 0; stretch < stretches; stretch += 1) {
    const at = (place: number) => Math.floor((place * points.length) / stretches);
    const part = points.slice(at(stretch), at(stretch + 1));
    kept.add(part[0]);
    kept.add(part.toSorted((one, other) => nearest(other) - nearest(one))[0]);
  }
  return points.filter((point) => kept.has(point));
}

/** How near the evidence has come to its line, whichever of both is nearer: 1 is there. */
function nearest({ evidence, line }: RolloutProgress): number {
  const { better, notWorse, worse, errors, slow } = evidence;
  return Math.max(
    better / line.better,
    notWorse / line.better,
    ...[worse, errors, slow].map((harm) => harm / line.harm),
  );
}
