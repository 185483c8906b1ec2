import type { Column } from "../baseline/statistics-of.ts";
import { asLabel } from "../quality/metrics/outcome.ts";
import { asNumber } from "../values/value.ts";
import { calibratedBins } from "./calibrated-scores.ts";
import { ClassCounter } from "./class-counter.ts";
import type { ClassEstimation } from "./estimation.ts";

/** Confusion is kept for each pair of classes. */
const mostClasses = 20;
/** No score is as high: bins of a class need not be parted. */
const noThreshold = 2;

/** A class, and the column of its probabilities. */
interface ClassColumn {
  readonly name: string;
  readonly column: Column;
}

/**
 * The column of each class's probabilities: the one that is called as the class is, or that ends in its name behind a
 * sign that is no letter or digit, as `p_rain` does. A name that ends in several classes' is of the longest.
 *
 * @returns null where there are two classes or too many, or one of them has no column, or several
 */
export function classColumns(
  classes: ReadonlySet<string>,
  predicted: readonly Column[],
): readonly ClassColumn[] | null {
  if (classes.size < 3 || classes.size > mostClasses) return null;
  const owned = predicted.map((column) => ({ column, owner: ownerOf(column.name, classes) }));
  const found: ClassColumn[] = [];
  for (const name of classes) {
    const [only, ...others] = owned.filter(({ owner }) => owner === name);
    if (!only || others.length > 0) return null;
    found.push({ name, column: only.column });
  }
  const order = (column: Column) => predicted.indexOf(column);
  return found.sort((one, other) => order(one.column) - order(other.column));
}

function ownerOf(column: string, classes: ReadonlySet<string>): string | null {
  const fitting = [...classes].filter(
    (name) =>
      column === name ||
      (column.endsWith(name) && /[^\p{L}\p{N}]$/u.test(column.slice(0, column.length - name.length))),
  );
  return fitting.toSorted((one, other) => other.length - one.length)[0] ?? null;
}

/** Learns how often each class's probability turned out right, from rows that have a label and all probabilities. */
export function fitClasses(
  label: Column,
  columns: readonly ClassColumn[],
): { readonly rows: number; readonly estimation: ClassEstimation } {
  const rows = label.values.flatMap((value, row) => {
    const turnedOut = asLabel(value, "multiclass");
    const scores = columns.map(({ column }) => asNumber(column.values[row] ?? null));
    const known = scores.filter((score) => score !== null);
    return turnedOut === null || known.length < columns.length ? [] : [{ turnedOut, scores: known }];
  });
  const classes = columns.map(({ name, column }, at) => ({
    name,
    prediction: column.name,
    bins:
      rows.length === 0
        ? []
        : calibratedBins(
            rows.map(({ turnedOut, scores }) => ({ score: scores[at] ?? 0, positive: turnedOut === name })),
            noThreshold,
          ),
  }));
  const counter = new ClassCounter(
    { classes },
    columns.map(({ column }) => column.name),
  );
  counter.add(
    Float64Array.from(rows.flatMap(({ scores }) => scores)),
    rows.length * columns.length,
    columns.length,
  );
  const estimation: ClassEstimation = {
    kind: "multiclass",
    label: label.name,
    classes,
    counts: [...counter.state()],
  };
  return { rows: rows.length, estimation };
}
