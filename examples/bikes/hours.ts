import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";

/** The columns of a request, in their order. */
export const features = ["hour", "workingday", "temp", "hum", "windspeed"] as const;

const text = z.string().min(1);

/** An hour of `data/rides.csv`. Its fields are handed on as they are written. */
const hour = z.object({
  date: z.iso.date(),
  hour: text,
  workingday: text,
  temp: text,
  hum: text,
  windspeed: text,
  rides: z.coerce.number(),
});

export type Hour = z.infer<typeof hour>;

/** The hours of each season, in the order of time. */
export function readHours(): { readonly winter: readonly Hour[]; readonly summer: readonly Hour[] } {
  const file = readFileSync(new URL("data/rides.csv", import.meta.url), "utf8");
  const hours = z.array(hour).parse(parse(file, { columns: true, skip_empty_lines: true }));
  return {
    winter: hours.filter(({ date }) => date < "2012"),
    summer: hours.filter(({ date }) => date >= "2012"),
  };
}

export function rowOf(asked: Hour): string {
  return features.map((name) => asked[name]).join(",");
}
