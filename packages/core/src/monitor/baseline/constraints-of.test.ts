import { expect, test } from "vitest";
import { constraintsOf } from "./constraints-of.ts";
import { statisticsOf } from "./statistics-of.ts";

const rows = Array.from({ length: 400 }, (_, index) => [
  index % 8 === 0 ? null : index / 4,
  index - 200,
  index % 2 === 0 ? "sun" : "fog",
  `station ${index}`,
  null,
]);
const { features, ...rest } = constraintsOf(statisticsOf(rows, ["rain", "change", "sky", "station", "gone"]));

test("a data set satisfies its own constraints", () => {
  expect(features).toEqual([
    {
      name: "rain",
      inferred_type: "Fractional",
      completeness: 0.875,
      num_constraints: { is_non_negative: true },
    },
    {
      name: "change",
      inferred_type: "Integral",
      completeness: 1,
      num_constraints: { is_non_negative: false },
    },
    {
      name: "sky",
      inferred_type: "String",
      completeness: 1,
      string_constraints: { domains: ["fog", "sun"] },
    },
    { name: "station", inferred_type: "String", completeness: 1 },
    { name: "gone", inferred_type: "Unknown", completeness: 0 },
  ]);
});

test("the comparison is configured as Model Monitor's own baselines do", () => {
  expect(rest).toEqual({
    version: 0,
    monitoring_config: {
      evaluate_constraints: "Enabled",
      emit_metrics: "Enabled",
      datatype_check_threshold: 1,
      domain_content_threshold: 1,
      distribution_constraints: {
        perform_comparison: "Enabled",
        comparison_threshold: 0.1,
        comparison_method: "Robust",
      },
    },
  });
});
