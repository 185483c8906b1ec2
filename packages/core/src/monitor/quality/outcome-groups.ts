import { unitDesignEffect } from "../../stats/unit-design-effect.ts";
import type { Outcome } from "./metrics/outcome.ts";

/** What is known of one request's answers. */
export interface JudgedRequest {
  /** When it came, milliseconds since 1970; null when its capture does not say. */
  readonly at: number | null;
  /** Whose each outcome is; null where the request itself is the unit. */
  readonly units: readonly string[] | null;
  readonly outcomes: readonly Outcome[];
}

/** Outcomes of one variant's requests of some seconds. */
export interface OutcomeGroup {
  readonly variant: string;
  /** Milliseconds since 1970; null for "now". */
  readonly at: number | null;
  readonly trials: number;
  readonly successes: number;
  /** So many independent outcomes carry as much information; absent where each unit has one outcome. */
  readonly effectiveTrials?: number;
}

/** As fine as the finest period of a policy. */
const together = 10_000;
const hour = 3_600_000;
/** CloudWatch takes what is at most two weeks old, and two hours ahead: API_PutMetricData. An hour is left for the way there. */
const oldest = 14 * 24 * hour - hour;
const newest = hour;

/** How much the outcomes of a unit go together, of all that a window's labels tell; null where each unit has one outcome. */
export function designEffectOf(requests: readonly JudgedRequest[]): number | null {
  const sums = new Map<string | number, { trials: number; successes: number }>();
  for (const [index, { units, outcomes }] of requests.entries()) {
    for (const [row, { success }] of outcomes.entries()) {
      const unit = units?.[row] ?? index;
      const sum = sums.get(unit) ?? { trials: 0, successes: 0 };
      sum.trials += 1;
      if (success) sum.successes += 1;
      sums.set(unit, sum);
    }
  }
  for (const { trials } of sums.values()) if (trials > 1) return unitDesignEffect(sums.values());
  return null;
}

/**
 * Outcomes by the time of their requests and by variant, in the order of time, both arms' of one time beside each other:
 * what breaks off between two times loses the same of both.
 *
 * @returns the groups, and how many outcomes are of requests that are too old, or too far ahead, to be counted
 */
export function outcomeGroups(
  requests: readonly JudgedRequest[],
  designEffect: number | null,
  now: number,
): { readonly groups: readonly OutcomeGroup[]; readonly outOfTime: number } {
  const groups = new Map<string, { variant: string; at: number | null; trials: number; successes: number }>();
  let outOfTime = 0;
  for (const { at, outcomes } of requests) {
    if (at !== null && (at < now - oldest || at > now + newest)) {
      outOfTime += outcomes.length;
      continue;
    }
    const time = at === null ? null : Math.floor(at / together) * together;
    for (const { variant, success } of outcomes) {
      const key = `${time} ${variant}`;
      const group = groups.get(key) ?? { variant, at: time, trials: 0, successes: 0 };
      group.trials += 1;
      if (success) group.successes += 1;
      groups.set(key, group);
    }
  }
  const inOrder = [...groups.values()].sort((one, other) => (one.at ?? now) - (other.at ?? now));
  return {
    groups: inOrder.map((group) =>
      designEffect === null ? group : { ...group, effectiveTrials: group.trials / designEffect },
    ),
    outOfTime,
  };
}
