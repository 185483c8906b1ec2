import * as z from "zod/mini";
import type { Place } from "../payloads/payload.ts";
import { calibrationField } from "./calibration.ts";

const place = z.custom<Place>(
  (value) =>
    (typeof value === "number" && Number.isInteger(value) && value >= 0) || typeof value === "string",
  "a column from 0, or a path",
);

/** Driftwheel's own field of statistics.json, which Model Monitor leaves alone. */
export const ownField = z.extend(z.partial(calibrationField), {
  /** Columns that are what the model answers, and where they stand in captured output. */
  predictions: z.optional(
    z.array(
      z.object({ name: z.string("the column's name"), place }, "an object with name and place"),
      "a list of predictions",
    ),
  ),
});

export type OwnField = z.output<typeof ownField>;
