import { goodWithin } from "../image/metrics.ts";
import type { Served } from "./traffic.ts";

/** Whether the night came within 2 degrees of what was predicted. */
export function isHit({ predicted, weather }: Served): boolean {
  return Math.abs(predicted - weather.tempMin) <= goodWithin;
}
