import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";

/** A line of a file of outcomes, as a person writes it. */
export interface Line {
  readonly trial?: string | number;
  readonly variant: "champion" | "challenger";
  readonly requestedAt: string;
  readonly knownAt?: string;
  readonly unit?: string;
  readonly success?: boolean;
  readonly value?: number;
  readonly error?: boolean;
  readonly latencyMilliseconds?: number;
}

const minute = 60_000;
/** When the challenger's first request comes, at the earliest. */
export const begun = Date.parse("2026-03-01T08:00:00Z");

export interface Experiment {
  readonly seed: number;
  readonly trial?: string;
  /** Minutes before and after the challenger's first request. */
  readonly before?: number;
  readonly after?: number;
  readonly everyMinute?: number;
  /** The challenger's share of the traffic in a minute of the trial. */
  readonly share?: (minute: number) => number;
  readonly rates?: { readonly champion: number; readonly challenger: number };
  /** Minutes after which outcomes are known at the latest. */
  readonly delay?: number;
  /** Users whose requests all turn out alike; without them each request is one of its own. */
  readonly users?: number;
}

/** Requests of two arms in the order of time, drawn by a seed. */
export function experiment({
  seed,
  trial,
  before = 60,
  after = 60,
  everyMinute = 20,
  share = () => 0.5,
  rates = { champion: 0.8, challenger: 0.8 },
  delay = 0,
  users,
}: Experiment): readonly Line[] {
  const random = seededIntegers(seed);
  const chance = () => integerBelow(1_000_000, random) / 1_000_000;
  const moment = (at: number) => new Date(at).toISOString();
  return Array.from({ length: (before + after) * everyMinute }, (_, number): Line => {
    const place = Math.floor(number / everyMinute) - before;
    const at = begun + place * minute + Math.floor((number % everyMinute) * (minute / everyMinute));
    const variant = place >= 0 && chance() < share(place) ? "challenger" : "champion";
    const user = users === undefined ? null : integerBelow(users, random);
    const luck = user === null ? chance() : ((user * 7919) % 1000) / 1000;
    return {
      ...(trial === undefined ? {} : { trial }),
      variant,
      requestedAt: moment(at),
      ...(delay > 0 ? { knownAt: moment(at + Math.floor(chance() * delay * minute)) } : {}),
      ...(user === null ? {} : { unit: `user-${user}` }),
      success: luck < rates[variant],
      latencyMilliseconds: 50 + integerBelow(100, random),
    };
  });
}

export function jsonl(lines: readonly (Line | string)[]): string {
  return lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n");
}

/** The same lines in another order. */
export function shuffled<Item>(items: readonly Item[], seed: number): readonly Item[] {
  const random = seededIntegers(seed);
  const all = [...items];
  for (let last = all.length - 1; last > 0; last -= 1) {
    const other = integerBelow(last + 1, random);
    const [one, two] = [all[last], all[other]];
    if (one === undefined || two === undefined) continue;
    all[last] = two;
    all[other] = one;
  }
  return all;
}

/** A line in which a field is not written. */
export function without(line: Line, field: "unit" | "success" | "latencyMilliseconds"): Line {
  const { [field]: _left, ...rest } = line;
  return rest;
}
