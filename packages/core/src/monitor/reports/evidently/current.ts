import * as z from "zod/mini";
import { anyNumber } from "../../../schema/any-number.ts";
import { broken } from "../../../schema/issues.ts";
import type { DriftFeature } from "../../../vocabulary/drift-window.ts";
import { featureOf, type Told } from "./column.ts";

const text = z.nullish(z.string("a text or null"));
const number = z.nullish(z.number("a number or null"));
const score = z.nullable(anyNumber("the column's drift score, a number or null"));

/** One metric of a report of Evidently 0.7 and later; only the two that tell of drift are looked into. */
export const currentMetric = z.object(
  {
    id: text,
    metric_id: text,
    metric_name: text,
    config: z.nullish(
      z.object(
        { type: text, column: text, method: text, threshold: number, drift_share: number },
        "an object with the metric's settings",
      ),
    ),
    value: z.unknown(),
  },
  "an object with a metric",
);

/** A test of the same report; it carries Evidently's verdict, and the method where the metric leaves it out. */
export const currentTest = z.object(
  {
    description: text,
    status: text,
    metric_config: z.nullish(
      z.object({
        metric_id: text,
        params: z.nullish(z.object({ type: text, column: text })),
      }),
    ),
  },
  "an object with a test",
);

type Metric = z.output<typeof currentMetric>;
type Test = z.output<typeof currentTest>;
export type Read<Value> = Value | { readonly malformed: string };

/** The column's drift in a metric, or null when the metric is about something else. */
export function valueDrift(metric: Metric, tests: readonly Test[], path: string): Read<Told> | null {
  if (!isNamed(metric, "ValueDrift")) return null;
  const { config, value } = metric;
  const written = writtenIn(metric.metric_name ?? metric.metric_id ?? "");
  const column = config?.column ?? written.column;
  if (!column) return { malformed: broken(`${path}.config.column`, config?.column, "the column's name") };
  const told = score.safeParse(value);
  if (!told.success) {
    return { malformed: broken(`${path}.value`, value, "the column's drift score, a number or null") };
  }
  const test = tests.find(({ metric_config: of }) => isOf(of, metric, column));
  const said = /method is (.+?)\. The drift threshold is ([\d.]+?)\.?$/.exec(test?.description ?? "");
  const method = config?.method ?? written.method ?? said?.[1];
  const feature = featureOf({
    name: column,
    method: method ?? "",
    score: told.data,
    threshold: config?.threshold ?? written.threshold ?? (said ? Number(said[2]) : null),
    drifted: verdict(test?.status),
  });
  return (
    feature ?? {
      malformed: broken(
        `${path}.config.method`,
        method,
        'a drift method of Evidently such as "K-S p_value" or "psi", or a test with its verdict: make the report with include_tests=True',
      ),
    }
  );
}

/** The share of columns that drifted, for a report that says nothing of single columns. */
export function driftedColumns(metric: Metric, path: string): Read<DriftFeature> | null {
  if (!isNamed(metric, "DriftedColumnsCount")) return null;
  const share: unknown =
    typeof metric.value === "object" && metric.value !== null
      ? Reflect.get(metric.value, "share")
      : undefined;
  if (typeof share !== "number" || !Number.isFinite(share)) {
    return { malformed: broken(`${path}.value.share`, share, "the share of columns that drifted, 0 to 1") };
  }
  const threshold = metric.config?.drift_share ?? 0.5;
  return {
    feature: "share of drifted columns",
    check: "baseline_drift_check",
    violated: share >= threshold,
    distance: share,
    threshold,
    pValue: null,
    description: `Evidently: ${share} of the columns drifted against ${threshold}`,
  };
}

function isNamed({ config, metric_name, metric_id }: Metric, name: string): boolean {
  return config?.type
    ? config.type.endsWith(`:${name}`)
    : (metric_name ?? metric_id ?? "").startsWith(`${name}(`);
}

function isOf(of: Test["metric_config"], metric: Metric, column: string): boolean {
  if (!of) return false;
  const id = metric.id ?? metric.metric_id;
  if (id && of.metric_id) return of.metric_id === id;
  return of.params?.column === column && (of.params.type?.endsWith(":ValueDrift") ?? false);
}

function verdict(status: string | null | undefined): boolean | null {
  if (status === "FAIL") return true;
  return status === "SUCCESS" ? false : null;
}

/** `ValueDrift(column=wind,method=psi,threshold=0.1)`, as far as it is written there. */
function writtenIn(name: string) {
  const threshold = Number(/[(,]threshold=([^,)]+)/.exec(name)?.[1] ?? Number.NaN);
  return {
    column: /[(,]column=(.+?)(?:,method=|,threshold=|\)$)/.exec(name)?.[1],
    method: /,method=(.+?)(?:,threshold=|\)$)/.exec(name)?.[1],
    threshold: Number.isFinite(threshold) ? threshold : null,
  };
}
