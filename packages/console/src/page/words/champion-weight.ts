import type { RunningRollout } from "../api/api-types.ts";

/** The part of the traffic that challengers leave to the champion, percent. */
export function championWeight({ weight, others = [] }: Pick<RunningRollout, "weight" | "others">): number {
  return Math.max(0, Math.round(100 * (100 - (1 + others.length) * weight)) / 100);
}
