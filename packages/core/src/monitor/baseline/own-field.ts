import * as z from "zod/mini";
import { derivedField } from "../derived/derived-field.ts";
import { estimationField } from "../estimated/estimation.ts";
import { pairField } from "../joint/pair-field.ts";
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
  /** Features that go together, and how; see `Pair`. */
  pairs: z.optional(z.array(pairField, "a list of pairs")),
  /** What the features of embeddings and texts are made by. */
  derived: z.optional(z.array(derivedField, "a list of columns")),
  /** What performance is estimated from while labels are missing. */
  estimation: z.optional(estimationField),
});

export type OwnField = z.output<typeof ownField>;
