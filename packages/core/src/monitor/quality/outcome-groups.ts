import type { ArmCounts } from "../../stats/sequential/arm-counts.ts";
import { unitDesignEffect } from "../../stats/unit-design-effect.ts";
import type { Outcome } from "./metrics/outcome.ts";

/** What is known of one request's answers. */
export interface JudgedRequest {
  /** When it came, milliseconds since 1970; null when its capture does not say. */
  readonly at: number | null;
  /** Whose each outcome is; null where the request itself is the unit. */
  readonly units: readonly string[] | null;
  /** Which segment each outcome is of; null where the request does not say. */
  readonly segments?: readonly string[] | null;
  readonly outcomes: readonly Outcome[];
}

/** What a rollout asks of outcomes beside whether they are good. */
export interface AskedOfOutcomes {
  /** What absolute errors are brought within where they are what is judged; null where it is good and bad outcomes. */
  readonly bounds: readonly [low: number, high: number] | null;
  /** Names of the segments that are judged by themselves. */
  readonly segments: readonly string[];
  /** Whether requests say whose they are, so that units are counted. */
  readonly units?: boolean;
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
  /** Units whose first request it has, of the window's labels; absent where nobody asks. */
  readonly units?: number;
  /** Sums of the absolute errors and of their squares, within their bounds. */
  readonly values?: { readonly sum: number; readonly squares: number };
  /** Outcomes of the segments that were asked for, by name. */
  readonly segments?: Readonly<Record<string, ArmCounts>>;
}

/** As fine as the finest period of a policy. */
const together = 10_000;
const hour = 3_600_000;
/** CloudWatch takes what is at most two weeks old, and two hours ahead: API_PutMetricData. An hour is left for the way there. */
const oldest = 14 * 24 * hour - hour;
const newest = hour;

/** How much the outcomes of a unit go together, of all that a window's labels tell; null where each unit has one outcome. */
export function designEffectOf(
  requests: readonly JudgedRequest[],
  { bounds }: AskedOfOutcomes = onlyGoodOrBad,
): number | null {
  const sums = new Map<string | number, { trials: number; successes: number; squares: number }>();
  for (const [index, { units, outcomes }] of requests.entries()) {
    for (const [row, outcome] of outcomes.entries()) {
      const unit = units?.[row] ?? index;
      const sum = sums.get(unit) ?? { trials: 0, successes: 0, squares: 0 };
      const value = bounds ? errorOf(outcome, bounds) : Number(outcome.success);
      sum.trials += 1;
      sum.successes += value;
      sum.squares += value ** 2;
      sums.set(unit, sum);
    }
  }
  for (const { trials } of sums.values()) if (trials > 1) return unitDesignEffect(sums.values());
  return null;
}

/** When the first request of each unit came, of all that a window's labels tell; milliseconds since 1970. */
export function firstRequests(requests: readonly JudgedRequest[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { at, units } of requests) {
    if (at === null) continue;
    for (const unit of units ?? []) first.set(unit, Math.min(at, first.get(unit) ?? at));
  }
  return first;
}

/**
 * Outcomes by the time of their requests and by variant, in the order of time, both arms' of one time beside each other:
 * what breaks off between two times loses the same of both.
 *
 * @param first when each unit's first request came, which tells where it is counted
 * @returns the groups, and how many outcomes are of requests that are too old, or too far ahead, to be counted
 */
export function outcomeGroups(
  requests: readonly JudgedRequest[],
  designEffect: number | null,
  now: number,
  asked: AskedOfOutcomes = onlyGoodOrBad,
  first: ReadonlyMap<string, number> = new Map(),
): { readonly groups: readonly OutcomeGroup[]; readonly outOfTime: number } {
  const groups = new Map<string, Sums>();
  const seen = new Set<string>();
  let outOfTime = 0;
  for (const { at, units, segments, outcomes } of requests) {
    if (at !== null && (at < now - oldest || at > now + newest)) {
      outOfTime += outcomes.length;
      continue;
    }
    const time = at === null ? null : Math.floor(at / together) * together;
    for (const [row, outcome] of outcomes.entries()) {
      const { variant } = outcome;
      const key = `${time} ${variant}`;
      const group = groups.get(key) ?? startSums(variant, time);
      addTo(group, outcome, segments?.[row], asked);
      const unit = units?.[row];
      if (unit !== undefined && at !== null && first.get(unit) === at && !seen.has(unit)) {
        seen.add(unit);
        group.units += 1;
      }
      groups.set(key, group);
    }
  }
  const inOrder = [...groups.values()].sort((one, other) => (one.at ?? now) - (other.at ?? now));
  return {
    groups: inOrder.map(({ variant, at, trials, successes, units, values, segments }) => ({
      variant,
      at,
      trials,
      successes,
      ...(designEffect !== null && { effectiveTrials: trials / designEffect }),
      ...(asked.units && { units }),
      ...(asked.bounds && { values }),
      ...(segments.size > 0 && { segments: Object.fromEntries(segments) }),
    })),
    outOfTime,
  };
}

const onlyGoodOrBad: AskedOfOutcomes = { bounds: null, segments: [] };

interface Sums {
  readonly variant: string;
  readonly at: number | null;
  trials: number;
  successes: number;
  units: number;
  readonly values: { sum: number; squares: number };
  readonly segments: Map<string, { trials: number; successes: number }>;
}

function startSums(variant: string, at: number | null): Sums {
  const values = { sum: 0, squares: 0 };
  return { variant, at, trials: 0, successes: 0, units: 0, values, segments: new Map() };
}

function addTo(sums: Sums, outcome: Outcome, segment: string | undefined, asked: AskedOfOutcomes): void {
  const good = Number(outcome.success);
  sums.trials += 1;
  sums.successes += good;
  if (asked.bounds) {
    const value = errorOf(outcome, asked.bounds);
    sums.values.sum += value;
    sums.values.squares += value ** 2;
  }
  if (segment === undefined || !asked.segments.includes(segment)) return;
  const counts = sums.segments.get(segment) ?? { trials: 0, successes: 0 };
  counts.trials += 1;
  counts.successes += good;
  sums.segments.set(segment, counts);
}

/** A regression's absolute error, within its bounds. */
function errorOf({ prediction, label }: Outcome, [low, high]: readonly [number, number]): number {
  return Math.min(high, Math.max(low, Math.abs(Number(prediction) - Number(label))));
}
