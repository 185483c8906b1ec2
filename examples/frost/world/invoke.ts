import { askByCsv } from "@driftwheel/example-shared/world/ask-by-csv.ts";
import { rowOf } from "../image/features.ts";
import { names } from "../names.ts";
import type { WeatherDay } from "./weather.ts";

/** Asks the endpoint for one night's low. */
export const invokeEndpoint = askByCsv(names.endpoint, ({ day }: WeatherDay) => rowOf(day).join(","));
