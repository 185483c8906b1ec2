import type { StatisticsFeature } from "@driftwheel/core/monitor/baseline/statistics-document.ts";
import type { Column } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { DerivedField } from "@driftwheel/core/monitor/derived/derived-field.ts";
import { derivedNames, kindInWords } from "@driftwheel/core/monitor/derived/derived-names.ts";
import { isMissing } from "@driftwheel/core/monitor/values/value.ts";
import type { ColumnSummary } from "./column-summary.ts";

/**
 * What was made of a column of embeddings or free texts.
 *
 * @param first the first of its features
 */
export function derivedSummary(
  { name, values }: Column,
  first: StatisticsFeature,
  field: DerivedField,
): ColumnSummary {
  const present = values.filter((value) => !isMissing(value));
  const numbers = "numerical_statistics" in first ? first.numerical_statistics.common : null;
  return {
    name,
    type: "String",
    present: numbers?.num_present ?? 0,
    missing: numbers?.num_missing ?? values.length,
    infinite: 0,
    distinct: new Set(present).size,
    range: null,
    categories: null,
    derived: derivedNames(field),
    watched: true,
    note: `${kindInWords(field)}, watched by ${derivedNames(field).join(", ")}`,
  };
}
