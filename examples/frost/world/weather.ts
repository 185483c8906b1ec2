import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import * as z from "zod";
import type { LabelledDay } from "../image/labelled-days.ts";

/** A day of the data file: what is known in the evening, and what the night brought. */
export type WeatherDay = Omit<LabelledDay, "servedAt">;

const line = z.object({
  location: z.enum(["Seattle", "New York"]),
  date: z.iso.date(),
  precipitation: z.coerce.number(),
  temp_max: z.coerce.number(),
  temp_min: z.coerce.number(),
  wind: z.coerce.number(),
});

/** All days of `data/weather.csv`, each station's in order of date. */
export function readWeather(): readonly WeatherDay[] {
  const text = readFileSync(new URL("../data/weather.csv", import.meta.url), "utf8");
  return z
    .array(line)
    .parse(parse(text, { columns: true, skip_empty_lines: true }))
    .map(({ location, date, temp_max, temp_min, wind, precipitation }) => ({
      station: location,
      date,
      day: { temp_max, wind, precipitation, month: Number(date.slice(5, 7)) },
      tempMin: temp_min,
    }));
}
