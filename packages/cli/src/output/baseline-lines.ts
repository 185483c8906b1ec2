import type { Context } from "../context/context.ts";
import type { BaselineMade } from "../training-set/baseline-made.ts";
import type { ColumnSummary } from "../training-set/column-summary.ts";
import { figure } from "./numbers.ts";
import { type Column, table } from "./table.ts";

const types: Readonly<Record<ColumnSummary["type"], string>> = {
  Integral: "numbers",
  Fractional: "numbers",
  String: "texts",
  Unknown: "nothing",
};

const columns: readonly Column<ColumnSummary>[] = [
  { heading: "feature", text: ({ name }) => name },
  { heading: "type", text: ({ type, derived }) => (derived.length > 0 ? "derived" : types[type]) },
  { heading: "present", right: true, text: ({ present }) => String(present) },
  { heading: "missing", right: true, text: ({ missing }) => String(missing) },
  { heading: "infinite", right: true, text: ({ infinite }) => String(infinite) },
  { heading: "distinct", right: true, text: ({ distinct }) => String(distinct) },
  { heading: "values", text: valuesOf },
];

/** What was made of a training set, for people. */
export function baselineLines(made: BaselineMade, context: Context): readonly string[] {
  const { rows, files, features, header, leftOut, predictions, estimated } = made;
  const of = files > 1 ? ` of ${files} files` : "";
  return [
    `${rows} rows${of}, ${features.length} features`,
    ...(header
      ? [`The first line ${header.header ? "names the columns" : "is a row"}: ${header.because}.`]
      : []),
    ...table(features, columns, context),
    ...predictions.map(
      ({ name, place }) => `Prediction: ${name}, at ${JSON.stringify(place)} of captured answers`,
    ),
    ...(estimated
      ? [
          `Estimated without labels from now on; of these rows: ${Object.entries(estimated)
            .map(([metric, value]) => `${metric} ${figure(value)}`)
            .join(", ")}`,
        ]
      : []),
    ...leftOut.map(({ name, why }) => `Left out: ${name} (${why})`),
    `Written: ${made.statistics}`,
    `         ${made.constraints}`,
  ];
}

function valuesOf({ range, categories, distinct, note }: ColumnSummary): string {
  const parts = [
    range ? `${figure(range.min)} to ${figure(range.max)}` : null,
    categories ? categories.map((value) => shortened(value)).join(", ") : null,
  ].filter((part) => part !== null);
  const more = categories && distinct > categories.length ? ", ..." : "";
  return [parts.join("") + more, note ? `(${note})` : ""].filter((part) => part !== "").join(" ");
}

function shortened(text: string): string {
  return text.length > 30 ? `${text.slice(0, 30)}...` : text;
}
