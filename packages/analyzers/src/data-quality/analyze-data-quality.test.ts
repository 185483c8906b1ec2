import type { ConstraintsDocument } from "@driftwheel/core/monitor/baseline/constraints-of.ts";
import type { StatisticsDocument } from "@driftwheel/core/monitor/baseline/statistics-document.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, it } from "vitest";
import { monitorEnvironment } from "../container/monitor-environment.ts";
import { type Given, variablesOf } from "../testing/in-container.ts";
import { analyzeDataQuality } from "./analyze-data-quality.ts";

async function analyze(given: Given) {
  const { analysis } = await analyzeDataQuality(monitorEnvironment(variablesOf(given)));
  return {
    // The forms of the files that are written.
    statistics: analysis.files["statistics.json"] as StatisticsDocument,
    constraints: analysis.files["constraints.json"] as ConstraintsDocument,
    violations: analysis.violations as
      | readonly { readonly feature_name: string; readonly constraint_check_type: string }[]
      | null,
  };
}

/** Rows of swell in metres and a berth; every tenth has no swell. */
function rows(seed: number, { more = 0, count = 500 } = {}): readonly (readonly [number | null, string])[] {
  const integers = seededIntegers(seed);
  const random = () => integers() / 2 ** 32;
  return Array.from({ length: count }, (_, row) => [
    row % 10 === 0 ? null : Number((2 + random() + random() + more).toFixed(3)),
    random() < 0.7 ? "north" : "south",
  ]);
}

function csv(of: ReturnType<typeof rows>): string {
  return `swell,berth\n${of.map(([swell, berth]) => `${swell ?? ""},${berth}`).join("\n")}\n`;
}

describe("data quality", () => {
  it("has the statistics and the constraints of the data", async () => {
    const data = rows(1);
    const { statistics, constraints, violations } = await analyze({ data: csv(data) });
    const swells = data.flatMap(([swell]) => (swell === null ? [] : [swell]));
    const mean = swells.reduce((sum, swell) => sum + swell, 0) / swells.length;
    // The mean of squares less the square of the mean.
    const squares = swells.reduce((sum, swell) => sum + swell * swell, 0) / swells.length;
    const [swell, berth] = statistics.features;
    expect(statistics.dataset.item_count).toBe(500);
    expect(swell).toMatchObject({
      name: "swell",
      inferred_type: "Fractional",
      numerical_statistics: {
        common: { num_present: 450, num_missing: 50 },
        min: Math.min(...swells),
        max: Math.max(...swells),
      },
    });
    const found = swell && "numerical_statistics" in swell ? swell.numerical_statistics : null;
    expect(found?.mean).toBeCloseTo(mean, 10);
    expect(found?.std_dev).toBeCloseTo(Math.sqrt(squares - mean * mean), 10);
    const north = data.filter(([, place]) => place === "north").length;
    expect(berth).toMatchObject({
      string_statistics: {
        distinct_count: 2,
        distribution: {
          categorical: {
            buckets: [
              { value: "north", count: north },
              { value: "south", count: 500 - north },
            ],
          },
        },
      },
    });
    expect(constraints.features).toMatchObject([
      { name: "swell", completeness: 0.9, num_constraints: { is_non_negative: true } },
      { name: "berth", completeness: 1, string_constraints: { domains: ["north", "south"] } },
    ]);
    expect(violations).toBeNull();
  });

  it("is the same of JSON lines, and of CSV without names by their places", async () => {
    const data = rows(1);
    const { statistics } = await analyze({ data: csv(data) });
    const lines = data.map(([swell, berth]) => JSON.stringify({ swell, berth })).join("\n");
    const json = { dataset_format: '{"json": {"lines": true}}' };
    expect((await analyze({ data: lines, name: "rows.jsonl", variables: json })).statistics).toEqual(
      statistics,
    );
    const plain = { dataset_format: '{"csv": {"header": false}}' };
    const headless = await analyze({ data: csv(data).replace("swell,berth\n", ""), variables: plain });
    expect(headless.statistics.features.map(({ name }) => name)).toEqual(["_c0", "_c1"]);
    expect(headless.statistics.features[1]).toEqual({ ...statistics.features[1], name: "_c1" });
  });

  async function against(
    data: string,
    change: (constraints: ConstraintsDocument) => unknown = (same) => same,
  ) {
    const { statistics, constraints } = await analyze({ data: csv(rows(1)) });
    const { violations } = await analyze({ data, statistics, constraints: change(constraints) });
    return violations?.map(
      ({ feature_name: feature, constraint_check_type: check }) => `${feature} ${check}`,
    );
  }

  it("is violated by another distribution, and by data of its own kind only once in a hundred", async () => {
    expect(await against(csv(rows(2, { more: 0.5 })))).toEqual(["swell baseline_drift_check"]);
    const found = [];
    // So few rows that their distance alone is often more than matters.
    for (let seed = 100; seed < 140; seed += 1) {
      found.push(...((await against(csv(rows(seed, { count: 60 })))) ?? []));
    }
    // Both columns of forty files.
    expect(found.length).toBeLessThanOrEqual(2);
  });

  it.each([
    ["a column that is not there", csv(rows(1)).replaceAll(/,\w+$/gm, ""), ["berth missing_column_check"]],
    [
      "one that is new",
      csv(rows(1))
        .replaceAll(/$(?<=.)/gm, ",1")
        .replace("berth,1", "berth,more"),
      ["more extra_column_check"],
    ],
    ["more missing values", csv(rows(1)).replace(/^2\.\d+/m, ""), ["swell completeness_check"]],
    ["a value of another type", csv(rows(1)).replace(/^2\.\d+/m, "high"), ["swell data_type_check"]],
    [
      "a value of no known category",
      csv(rows(1)).replace("south", "west"),
      ["berth categorical_values_check"],
    ],
  ])("is violated by %s", async (_what, data, violations) => {
    expect(await against(data)).toEqual(violations);
  });

  it("tells a value of no known category once, though distributions differ by it, too", async () => {
    const found = await against(csv(rows(1)).replaceAll("south", "west"));
    expect(found?.filter((violation) => violation === "berth categorical_values_check")).toHaveLength(1);
  });

  it("asks what the constraints ask, and nothing where they are disabled", async () => {
    const data = csv(rows(1))
      .replace("south", "west")
      .replace(/^2\.\d+/m, "");
    const lenient = (constraints: ConstraintsDocument) => ({
      features: constraints.features.map((feature) => ({ ...feature, completeness: 0.5 })),
      monitoring_config: { ...constraints.monitoring_config, domain_content_threshold: 0.9 },
    });
    expect(await against(data, lenient)).toEqual([]);
    const disabled =
      (evaluate_constraints: string, perform_comparison: string) => (constraints: ConstraintsDocument) => ({
        ...constraints,
        monitoring_config: { evaluate_constraints, distribution_constraints: { perform_comparison } },
      });
    const both = csv(rows(2, { more: 0.5 })).replace("south", "west");
    expect(await against(both, disabled("Disabled", "Enabled"))).toEqual(["swell baseline_drift_check"]);
    expect(await against(both, disabled("Enabled", "Disabled"))).toEqual(["berth categorical_values_check"]);
  });

  it.each([
    [
      { dataset_format: '{"sagemakerCaptureJson": {}}' },
      /^dataset_format: .*captured requests are not read here/,
    ],
    [{ dataset_format: "csv" }, /^dataset_format: is "csv"; expected JSON/],
    [
      { record_preprocessor_script: "/opt/ml/x.py" },
      /^record_preprocessor_script is not implemented on the local AWS/,
    ],
    [{ analysis_type: "BIAS" }, /^analysis_type: is "BIAS"; expected DATA_QUALITY or MODEL_QUALITY/],
  ])("cannot be told by %j", async (variables, message) => {
    await expect(analyze({ data: csv(rows(1)), variables })).rejects.toThrow(message);
  });

  it("says which part of a baseline is wrong", async () => {
    const { statistics, constraints } = await analyze({ data: csv(rows(1)) });
    const data = csv(rows(1));
    await expect(analyze({ data, statistics: { features: 3 }, constraints })).rejects.toThrow(
      /^The baseline's statistics: dataset: is missing/,
    );
    const broken = { ...constraints, features: [{ name: "swell", inferred_type: "Number" }] };
    await expect(analyze({ data, statistics, constraints: broken })).rejects.toThrow(
      'baseline_constraints.features.0.inferred_type: is "Number"; expected Integral, Fractional, String or Unknown',
    );
  });
});
