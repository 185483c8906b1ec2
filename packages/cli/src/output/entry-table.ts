import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { shortTime } from "../context/clock.ts";
import type { Context } from "../context/context.ts";
import { coloured } from "./entry-colour.ts";
import { table } from "./table.ts";

/** Time, sequence, kind and sentence in columns; long sentences go on below themselves on a terminal. */
export function entryTable(entries: readonly Entry[], context: Context): readonly string[] {
  const { colors } = context;
  return table(
    entries,
    [
      { heading: "time (UTC)", text: ({ at }) => shortTime(at), colour: (cell) => colors.dim(cell) },
      { heading: "#", text: ({ sequence }) => String(sequence), right: true },
      { heading: "kind", text: ({ kind }) => kind, colour: (cell, { kind }) => coloured(kind, cell, colors) },
      { heading: "because", text: ({ because }) => because },
    ],
    context,
  );
}
