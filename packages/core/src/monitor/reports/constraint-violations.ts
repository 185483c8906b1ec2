import * as z from "zod/mini";
import { broken, describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import type { DriftFeature } from "../../vocabulary/drift-window.ts";
import type { Violation } from "../../vocabulary/fact.ts";

/** Far beyond the violations of any model; beyond this a file is no report but an accident. In bytes. */
const largestViolationsFile = 5_000_000;

/** Clarify writes the value of a group as it is in the data, and Python's NaN where the data have none. */
const optional = z.nullish(
  z.custom<string | number | boolean>(
    (value) => ["string", "number", "boolean"].includes(typeof value),
    "a text",
  ),
);

const violation = z.object(
  {
    constraint_check_type: z
      .string("the check's name, a text")
      .check(z.minLength(1, "the check's name, a text")),
    description: z.pipe(
      z.nullish(z.string("a text")),
      z.transform((words) => words ?? ""),
    ),
    feature_name: optional,
    metric_name: optional,
    facet: optional,
    facet_value: optional,
    label: optional,
  },
  "an object with a violation",
);

const document = z.object({ violations: z.array(violation, "a list of violations") });

export type ViolationsAnswer =
  | { readonly ok: true; readonly violations: readonly Violation[] }
  | { readonly ok: false; readonly reason: string };

/**
 * Reads the `constraint_violations.json` of Model Monitor (data quality, model quality), of Clarify (bias, feature
 * attribution) or of Driftwheel's own monitor. Further fields are left alone.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-violations.html
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-bias-drift-violations.html
 *
 * @returns the violations, or a reason that names the path of what is wrong; never throws
 */
export function parseViolations(text: string): ViolationsAnswer {
  if (text.length > largestViolationsFile) {
    const size = Math.round(text.length / 1e6);
    return refused(
      `the file has ${size} MB; expected a list of violations of ${largestViolationsFile / 1e6} MB at most`,
    );
  }
  if (text.trim() === "") return refused("the file is empty; expected an object with a list of violations");
  const read = parseJson(text);
  if (!read.ok) return refused(`the file is no JSON: ${read.reason}`);
  const json = read.value;
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return refused(broken("the file", json, "an object with a list of violations"));
  }
  const parsed = document.safeParse(json);
  if (!parsed.success) return refused(describeIssues(parsed.error.issues, json));
  return {
    ok: true,
    violations: parsed.data.violations.map((found) => ({
      feature: subjectOf(found),
      check: found.constraint_check_type,
      description: found.description,
    })),
  };
}

/** Writes violated features in Model Monitor's form; the list is empty when there are none. */
export function violationsDocument(features: readonly DriftFeature[]) {
  return {
    version: 0,
    violations: features
      .filter(({ violated }) => violated)
      .map(({ feature, check, description }) => ({
        feature_name: feature,
        constraint_check_type: check,
        description,
      })),
  };
}

/** What it is about, whatever the kind of monitor: a feature, a metric, a metric of a group of people, a label. */
function subjectOf({
  feature_name,
  metric_name,
  facet,
  facet_value,
  label,
}: z.output<typeof violation>): string {
  if (named(feature_name)) return String(feature_name);
  const group = named(facet) ? `${facet}${named(facet_value) ? `=${facet_value}` : ""}` : null;
  const parts = [metric_name, group, label].filter(named).map(String);
  return parts.join(" ") || "the dataset";
}

function named(value: z.output<typeof optional>): boolean {
  return value !== null && value !== undefined && value !== "";
}

function refused(reason: string): ViolationsAnswer {
  return { ok: false, reason };
}
