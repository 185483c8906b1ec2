import * as z from "zod/mini";
import { anyNumber } from "../../../schema/any-number.ts";
import { broken } from "../../../schema/issues.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { featureOf, type Told } from "./column.ts";

const number = z.nullish(z.number("a number or null"));

const column = z.object(
  {
    column_name: z.nullish(z.string("the column's name")),
    stattest_name: z.string("the drift method's name"),
    drift_score: z.nullish(anyNumber("a number or null")),
    drift_detected: z.boolean("true or false"),
    stattest_threshold: number,
    /** Its name before Evidently 0.2. */
    threshold: number,
  },
  "an object with the column's drift",
);

/** One metric of a report of Evidently before 0.7: a name and a result. */
export const legacyMetric = z.object(
  { metric: z.string("the metric's name"), result: z.nullish(z.looseObject({})) },
  "an object with a metric's name and result",
);

const dataset = z.object({
  share_of_drifted_columns: z.number("the share of columns that drifted, 0 to 1"),
  drift_share: number,
  dataset_drift: z.boolean("true or false"),
});

export interface Broken {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}
export type ReadMetric =
  | { readonly columns: readonly Told[]; readonly dataset: DriftFeature | null }
  | { readonly issues: readonly Broken[] };

/** What a metric says of drift: of single columns, of all of them together, or nothing. */
export function legacyDrift({ metric, result }: z.output<typeof legacyMetric>): ReadMetric {
  switch (metric) {
    case "DataDriftTable":
      return columnsOf(result?.drift_by_columns, ["result", "drift_by_columns"]);
    case "ColumnDriftMetric":
      return columnsOf({ "": result }, ["result"]);
    case "DatasetDriftMetric": {
      const parsed = dataset.safeParse(result);
      if (!parsed.success) return { issues: within(["result"], parsed.error.issues) };
      const { share_of_drifted_columns: share, drift_share: line, dataset_drift } = parsed.data;
      const whole: DriftFeature = {
        feature: "share of drifted columns",
        check: "baseline_drift_check",
        violated: dataset_drift,
        distance: share,
        threshold: line ?? null,
        pValue: null,
        description: `Evidently: ${share} of the columns drifted`,
      };
      return { columns: [], dataset: whole };
    }
    default:
      return { columns: [], dataset: null };
  }
}

/** @param named by column; the name inside comes first, because a single column's metric has no other */
function columnsOf(named: unknown, path: readonly string[]): ReadMetric {
  if (typeof named !== "object" || named === null || Array.isArray(named)) {
    return { issues: [{ path, message: "an object with the columns' drift" }] };
  }
  const columns: Told[] = [];
  for (const [key, value] of Object.entries(named)) {
    const place = key === "" ? path : [...path, key];
    const parsed = column.safeParse(value);
    if (!parsed.success) return { issues: within(place, parsed.error.issues) };
    const name = parsed.data.column_name ?? key;
    if (name === "") return { issues: [{ path: [...place, "column_name"], message: "the column's name" }] };
    const told = featureOf({
      name,
      method: parsed.data.stattest_name,
      score: parsed.data.drift_score ?? null,
      threshold: parsed.data.stattest_threshold ?? parsed.data.threshold ?? null,
      drifted: parsed.data.drift_detected,
    });
    if (told) columns.push(told);
  }
  return { columns, dataset: null };
}

function within(path: readonly PropertyKey[], issues: readonly z.core.$ZodIssue[]): readonly Broken[] {
  return issues.map((issue) => ({ path: [...path, ...issue.path], message: issue.message }));
}

/** One issue with the value found there, in the words of all other malformed events. */
export function inWords({ path, message }: Broken, at: string, metric: unknown): string {
  const found = path.reduce<unknown>(
    (value, key) =>
      typeof value === "object" && value !== null
        ? Object.getOwnPropertyDescriptor(value, key)?.value
        : undefined,
    metric,
  );
  return broken([at, ...path.map(String)].join("."), found, message);
}
