import type { OutcomeSettings } from "@driftwheel/example-shared/world/outcomes.ts";
import { formatLabelledDays } from "../image/labelled-days.ts";
import { goodWithin } from "../image/metrics.ts";
import { names } from "../names.ts";
import type { WeatherDay } from "./weather.ts";

/** What the nights bring: how cold it was, and so whether it came within 2 degrees of what was predicted. */
export const nights: OutcomeSettings<WeatherDay> = {
  bucket: names.bucket,
  endpoint: names.endpoint,
  isRight: ({ predicted, asked }) => Math.abs(predicted - asked.tempMin) <= goodWithin,
  labelled: (served) =>
    formatLabelledDays(served.map(({ at, asked }) => ({ ...asked, servedAt: at.toISOString() }))),
};
