import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { analyzeBias } from "./analyze-bias.ts";

/** Written by smclarify.fixture.py. */
const fixture: {
  readonly rows: readonly string[];
  readonly config: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, Section>>;
} = JSON.parse(readFileSync(join(import.meta.dirname, "smclarify.fixture.json"), "utf8"));

interface Section {
  readonly label: string;
  readonly label_value_or_threshold: string;
  readonly facets: Readonly<
    Record<
      string,
      readonly {
        readonly value_or_threshold: string;
        readonly metrics: readonly {
          readonly name: string;
          readonly value: unknown;
          readonly error?: string;
        }[];
      }[]
    >
  >;
}

interface Violated {
  readonly facet: string;
  readonly facet_value: string;
  readonly metric_name: string;
}

interface Asked {
  readonly config?: object;
  readonly lines?: readonly string[];
  readonly baseline?: unknown;
}

/** Runs the analysis in folders as its container has them. */
async function analyze({ config = fixture.config, lines = fixture.rows, baseline }: Asked = {}) {
  const folder = temporaryFolder();
  const input = join(folder, "processing/input");
  mkdirSync(join(input, "config"), { recursive: true });
  mkdirSync(join(input, "data"));
  writeFileSync(join(input, "config/analysis_config.json"), JSON.stringify(config));
  writeFileSync(join(input, "data/train.csv"), lines.join("\n"));
  const file = join(folder, "baseline.json");
  writeFileSync(file, JSON.stringify(baseline ?? null));
  const { analysis } = await analyzeBias({
    OPT_ML: folder,
    ...(baseline === undefined ? {} : { baseline_constraints: file }),
  });
  // The form of the file that is written.
  const report = analysis.files["analysis.json"] as { readonly version: string } & Record<string, Section>;
  return { report, violations: analysis.violations as readonly Violated[] | null };
}

/** A flat list of what a section says: facet, group, metric, value. */
function told(section: Section | undefined): readonly (readonly [string, unknown])[] {
  return Object.entries(section?.facets ?? {}).flatMap(([facet, reports]) =>
    reports.flatMap(({ value_or_threshold: words, metrics }) =>
      metrics
        .filter(({ name }) => name !== "FT")
        .map(({ name, value }) => [`${facet} ${words} ${name}`, value] as const),
    ),
  );
}

function metricOf(section: Section | undefined, facet: string, name: string): unknown {
  return section?.facets[facet]?.[0]?.metrics.find((metric) => metric.name === name)?.value;
}

describe("metrics of bias", () => {
  it.each(["pre_training_bias_metrics", "post_training_bias_metrics"])(
    "are those of AWS's own library, of values, thresholds and every value: %s",
    async (name) => {
      const { report } = await analyze();
      const expected = fixture.expected[name];
      const found = told(report[name]);
      expect(found.map(([what]) => what)).toEqual(told(expected).map(([what]) => what));
      expect(found.length).toBeGreaterThan(30);
      for (const [place, [what, value]] of told(expected).entries()) {
        expect(found[place]?.[1], what).toBeCloseTo(Number(value), 12);
      }
      expect(report[name]).toMatchObject({ label: "out", label_value_or_threshold: "1" });
    },
  );

  /** 50 rows of a loan: facet d has 3 of 10 approved, the others 32 of 40. */
  const loans = [
    ...Array.from({ length: 10 }, (_, row) => `d,${row < 3 ? 1 : 0},${row < 5 ? "city" : "land"}`),
    ...Array.from({ length: 40 }, (_, row) => `a,${row < 32 ? 1 : 0},${row < 20 ? "city" : "land"}`),
  ];
  const loan = {
    dataset_type: "text/csv",
    label: "approved",
    label_values_or_threshold: [1],
    facet: { name_or_index: "group", value_or_threshold: ["d"] },
    methods: { pre_training_bias: { methods: "all" } },
  };
  const headed = ["group,approved,place", ...loans];

  it("are those that their formulas give", async () => {
    const { report } = await analyze({ config: loan, lines: headed });
    const of = (name: string) => metricOf(report.pre_training_bias_metrics, "group", name);
    expect(of("CI")).toBeCloseTo((40 - 10) / 50, 12);
    expect(of("DPL")).toBeCloseTo(0.8 - 0.3, 12);
    // The example of https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-data-bias-metric-kl-divergence.html
    expect(of("KL")).toBeCloseTo(0.8 * Math.log(0.8 / 0.3) + 0.2 * Math.log(0.2 / 0.7), 12);
    expect(of("LP")).toBeCloseTo(Math.sqrt(0.5), 12);
    expect(of("TVD")).toBeCloseTo(0.5, 12);
    expect(of("KS")).toBeCloseTo(0.5, 12);
    expect(of("CDDL")).toBeNull();
    expect(JSON.stringify(report)).toContain("Group variable is empty or not provided");
  });

  it("are computed of the columns of a CSV without names, by their places", async () => {
    const config = {
      ...loan,
      label: 1,
      facet: [{ name_or_index: 0, value_or_threshold: ["d"] }],
      methods: { pre_training_bias: { methods: ["DPL"] } },
    };
    const { report } = await analyze({ config, lines: loans });
    expect(report.pre_training_bias_metrics).toMatchObject({
      label: "1",
      facets: { "0": [{ value_or_threshold: "d", metrics: [{ name: "DPL", value: 0.5 }] }] },
    });
  });

  it("are violated where they are further from none than the baseline's", async () => {
    const { report } = await analyze();
    expect((await analyze({ baseline: report })).violations).toEqual([]);
    const lines = fixture.rows.map((line, row) =>
      row % 3 === 0 ? line.replace(/south,(\w+),\d/, "south,$1,0") : line,
    );
    const { violations } = await analyze({ baseline: report, lines });
    expect(violations).toContainEqual({
      facet: "berth",
      facet_value: "south",
      metric_name: "DAR",
      constraint_check_type: "bias_drift_check",
      description: expect.stringMatching(/^Value 0\.\d+ does not meet the constraint requirement, /),
    });
  });

  it("have Disparate Impact violated on either side of 1, where there is none", async () => {
    const { report } = await analyze();
    const uneven = JSON.parse(JSON.stringify(report).replaceAll(/("name":"DI".*?"value":)[\d.]+/g, "$11.1"));
    const { violations } = await analyze({ baseline: uneven });
    const further = told(report.post_training_bias_metrics).filter(
      ([what, value]) => what.endsWith(" DI") && Math.abs(Number(value) - 1) > 0.1,
    );
    expect(further.some(([, value]) => Number(value) < 0.9)).toBe(true);
    expect(
      violations?.map(({ facet, facet_value: value, metric_name: name }) => `${facet} ${value} ${name}`),
    ).toEqual(further.map(([what]) => what));
  });

  it("are of the rows above a threshold where whole numbers are mostly different, and of a value where they are few", async () => {
    const lines = Array.from({ length: 60 }, (_, row) => `${row + 20},${row % 3 === 0 ? 1 : 0}`);
    const config = {
      ...loan,
      headers: ["age", "approved"],
      facet: [{ name_or_index: "age", value_or_threshold: [40] }],
    };
    const { report } = await analyze({ config, lines });
    // 39 of 60 are older than 40.
    expect(report.pre_training_bias_metrics?.facets.age?.[0]?.value_or_threshold).toBe("(40, 79]");
    expect(metricOf(report.pre_training_bias_metrics, "age", "CI")).toBeCloseTo((21 - 39) / 60, 12);
    const few = lines.map((line, row) => line.replace(/^\d+/, String(40 + (row % 2))));
    const categories = (await analyze({ config, lines: few })).report.pre_training_bias_metrics;
    expect(categories?.facets.age?.[0]?.value_or_threshold).toBe("40");
    expect(metricOf(categories, "age", "CI")).toBe(0);
  });

  it.each([
    [{ methods: { shap: {} } }, /^methods\.shap: not implemented on the local AWS/],
    [
      { methods: { post_training_bias: { methods: ["FT"] } } },
      /FT is not implemented on the local AWS; leave it out/,
    ],
    [
      { methods: { pre_training_bias: { methods: ["XX"] } } },
      /methods\.pre_training_bias\.methods: .*"all", or some of CDDL, CI/,
    ],
    [{ dataset_type: "application/x-image" }, /dataset_type: is "application\/x-image"; expected text\/csv/],
    [
      { label: "gone" },
      /label names "gone", which is no column of the data set; it has group, approved, place/,
    ],
    [{ label_values_or_threshold: [7] }, /label_values_or_threshold: is \[7\]; no row has such a label/],
    [{ features: "x" }, /features: is "x"; expected nothing: on the local AWS/],
    [
      { facet_dataset_uri: "s3://a/b" },
      /^analysis_config: .*; expected an object without facet_dataset_uri, which is not implemented/,
    ],
    [{ methods: { post_training_bias: { methods: "all" } } }, /^predictor: names no model/],
  ])("are refused with what is wrong: %j", async (wrong, message) => {
    await expect(analyze({ config: { ...loan, ...wrong }, lines: headed })).rejects.toThrow(message);
  });
});
