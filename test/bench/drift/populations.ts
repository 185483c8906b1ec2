import { readFileSync } from "node:fs";
import { join } from "node:path";
import { csvRecords } from "@driftwheel/core/monitor/payloads/csv/records.ts";
import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import { integerBelow, seededIntegers } from "@driftwheel/core/stats/random.ts";

/** Rows that baselines and windows are drawn from. */
export interface Population {
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

const simulatedRows = 20_000;

/**
 * Normal features. Each has the correlation `correlation` with each other, by one factor that all share.
 */
export function simulated(options: {
  readonly features: number;
  readonly correlation: number;
  readonly seed: number;
}): Population {
  const { features, correlation, seed } = options;
  const random = seededIntegers(seed);
  const own = Math.sqrt(1 - correlation);
  const shared = Math.sqrt(correlation);
  return {
    name: correlation > 0 ? `simulated, correlation ${correlation}` : "simulated, independent",
    columns: Array.from({ length: features }, (_, index) => `x${index}`),
    rows: Array.from({ length: simulatedRows }, () => {
      const factor = normal(random);
      return Array.from({ length: features }, () => shared * factor + own * normal(random));
    }),
  };
}

/** Days of a place: four numbers and a category, two of them temperatures that go together. */
export function weather(place: "Seattle" | "New York"): Population {
  const records = recordsOf("../../../examples/frost/data/weather.csv").filter(([where]) => where === place);
  return {
    name: `weather of ${place}`,
    columns: ["precipitation", "temp_max", "temp_min", "wind", "weather"],
    rows: records.map((record) => record.slice(2)),
  };
}

/** Flights of 2001: the hour of departure, delay and distance, and airports of which most are rare. */
export function flights(): Population {
  return {
    name: "flights",
    columns: ["hour", "delay", "distance", "origin", "destination"],
    rows: recordsOf("../data/flights.csv").map(([date = "", ...rest]) => [date.slice(11, 13), ...rest]),
  };
}

/** One feature of so many categories, each as frequent as any other. */
export function categories(count: number, seed: number): Population {
  const random = seededIntegers(seed);
  return {
    name: `${count} categories`,
    columns: ["category"],
    rows: Array.from({ length: 60_000 }, () => [`category ${integerBelow(count, random)}`]),
  };
}

/** Box and Muller's normal number (1958, https://doi.org/10.1214/aoms/1177706645). */
export function normal(random: () => number): number {
  const radius = Math.sqrt(-2 * Math.log((random() + 0.5) / 2 ** 32));
  return radius * Math.cos((2 * Math.PI * random()) / 2 ** 32);
}

function recordsOf(file: string): readonly (readonly string[])[] {
  return csvRecords(readFileSync(join(import.meta.dirname, file), "utf8"), ",").slice(1);
}
