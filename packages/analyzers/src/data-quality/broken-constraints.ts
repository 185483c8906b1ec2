import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { asNumber, isMissing, type Value } from "@driftwheel/core/monitor/values/value.ts";
import type { Dataset } from "../dataset/read-dataset.ts";
import type { Constraints, FeatureConstraint } from "./constraints-document.ts";

interface Violation {
  readonly feature_name: string;
  readonly constraint_check_type: string;
  readonly description: string;
}

/**
 * Where a data set goes against constraints, by Model Monitor's own rules: shares against the shares that are written,
 * whatever chance would do to them.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-interpreting-violations.html
 */
export function brokenConstraints({ features }: Constraints, { columns }: Dataset): readonly Violation[] {
  const byName = new Map(columns.map((column) => [column.name, column]));
  const known = new Set(features.map(({ name }) => name));
  const extra = columns.filter(({ name }) => !known.has(name));
  return [
    ...features.flatMap((feature) => {
      const column = byName.get(feature.name);
      if (column) return ofColumn(feature, column);
      return [
        violation(
          feature.name,
          "missing_column_check",
          "The column is in the baseline and not in the data set.",
        ),
      ];
    }),
    ...extra.map(({ name }) =>
      violation(name, "extra_column_check", "The column is in the data set and not in the baseline."),
    ),
  ];
}

function ofColumn(feature: FeatureConstraint, { name, values }: Column): readonly Violation[] {
  const present = values.filter((value) => !isMissing(value));
  const found: Violation[] = [];
  const { completeness, domains, ofType, ofDomain, type } = feature;
  const complete = share(present.length, values.length);
  if (completeness !== null && complete < completeness) {
    found.push(
      violation(
        name,
        "completeness_check",
        `Data completeness: ${words(complete)}; at least ${words(completeness)} is asked.`,
      ),
    );
  }
  const typed = share(present.filter(test(type)).length, present.length);
  if (typed < ofType) {
    found.push(
      violation(
        name,
        "data_type_check",
        `Data type match: ${words(typed)} of the values are ${type}; at least ${words(ofType)} is asked.`,
      ),
    );
  }
  if (domains !== null) {
    const listed = new Set(domains);
    const inside = share(present.filter((value) => listed.has(String(value).trim())).length, present.length);
    if (inside < ofDomain) {
      const [other] = present.filter((value) => !listed.has(String(value).trim()));
      found.push(
        violation(
          name,
          "categorical_values_check",
          `Value match: ${words(inside)} of the values are in the domain, ${JSON.stringify(String(other))} is not; at least ${words(ofDomain)} is asked.`,
        ),
      );
    }
  }
  return found;
}

/** Whether a value is of the type; an integer is a number of either kind, and anything may be a text. */
function test(type: FeatureConstraint["type"]): (value: Value) => boolean {
  switch (type) {
    case "Integral":
      return (value) => Number.isInteger(asNumber(value));
    case "Fractional":
      return (value) => asNumber(value) !== null;
    case "String":
    case "Unknown":
      return () => true;
  }
}

/** Of nothing all is as it should be. */
function share(some: number, all: number): number {
  return all === 0 ? 1 : some / all;
}

function words(value: number): string {
  return `${Number((100 * value).toPrecision(4))}%`;
}

function violation(feature: string, check: string, description: string): Violation {
  return { feature_name: feature, constraint_check_type: check, description };
}
