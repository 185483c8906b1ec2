import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import { type } from "../../test/terminal.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../test/${name}`, import.meta.url));

async function folderWith(name: string, content: string): Promise<string> {
  const directory = temporaryFolder();
  await writeFile(join(directory, name), content);
  return directory;
}

async function written(directory: string, file: "statistics" | "constraints") {
  return JSON.parse(await readFile(join(directory, `${file}.json`), "utf8"));
}

const days = Array.from({ length: 60 }, (_, index) => ({
  swell: index % 10 === 0 ? null : Number((0.4 + 0.05 * index).toFixed(2)),
  boats: index % 7,
  wind: index % 3 === 0 ? "west" : "north",
  open: index % 2 === 0,
}));
const names = ["swell", "boats", "wind", "open"];
const csv = (header: boolean) =>
  [...(header ? [names.join(",")] : []), ...days.map((day) => Object.values(day).join(","))].join("\r\n");
const jsonLines = days.map((day) => JSON.stringify(day)).join("\n");

/** Calibrating takes seconds, and is tested by itself. */
const fewWindows = ["--windows", "0"];

describe("driftwheel baseline", () => {
  test("writes a baseline that the monitor reads, the same of CSV, JSON lines and Parquet", async () => {
    const folders = [
      [await folderWith("days.csv", csv(true)), "days.csv"],
      [await folderWith("days.jsonl", jsonLines), "days.jsonl"],
      [temporaryFolder(), fixture("harbour.snappy.parquet")],
      [temporaryFolder(), fixture("harbour.zstd.parquet")],
    ] as const;
    const made = [];
    for (const [directory, file] of folders) {
      expect(await type(["baseline", file, ...fewWindows], { directory })).toMatchObject({
        code: 0,
        hints: [],
      });
      made.push({
        statistics: await written(directory, "statistics"),
        constraints: await written(directory, "constraints"),
      });
    }
    const [first, ...others] = made;
    for (const other of others) expect(other).toEqual(first);
    const baseline = parseBaseline(JSON.stringify(first?.statistics));
    expect(baseline).toMatchObject({ ok: true, baseline: { rows: 60, skipped: [] } });
    expect(first?.statistics.features).toMatchObject([
      { name: "swell", inferred_type: "Fractional", numerical_statistics: { common: { num_missing: 6 } } },
      { name: "boats", inferred_type: "Integral", numerical_statistics: { min: 0, max: 6 } },
      { name: "wind", inferred_type: "String", string_statistics: { distinct_count: 2 } },
      { name: "open", inferred_type: "String", string_statistics: { distinct_count: 2 } },
    ]);
    expect(first?.constraints.features[2]).toEqual({
      name: "wind",
      inferred_type: "String",
      completeness: 1,
      string_constraints: { domains: ["north", "west"] },
    });
  });

  test("tells what it found, for people and for programs", async () => {
    const directory = await folderWith("days.csv", csv(true));
    const { out } = await type(
      ["baseline", "days.csv", "--no-json", "--without", "open", "--out", "made", ...fewWindows],
      { directory },
    );
    expect(out).toEqual([
      "60 rows, 3 features",
      'The first line names the columns: below "swell" are numbers or true and false.',
      "feature  type     present  missing  infinite  distinct  values",
      "swell    numbers       54        6         0        54  0.45 to 3.35",
      "boats    numbers       60        0         0         7  0 to 6",
      "wind     texts         60        0         0         2  north, west",
      "Left out: open (as told)",
      `Written: ${join(directory, "made/statistics.json")}`,
      `         ${join(directory, "made/constraints.json")}`,
    ]);
    const asJson = await type(["baseline", "days.csv", "--json", ...fewWindows], { directory });
    expect(asJson.out.map((line) => JSON.parse(line))).toEqual([
      {
        rows: 60,
        format: "csv",
        files: 1,
        header: { header: true, because: 'below "swell" are numbers or true and false' },
        features: [
          {
            name: "swell",
            type: "Fractional",
            present: 54,
            missing: 6,
            infinite: 0,
            distinct: 54,
            range: { min: 0.45, max: 3.35 },
            categories: null,
            derived: [],
            watched: true,
            note: null,
          },
          expect.objectContaining({
            name: "boats",
            type: "Integral",
            distinct: 7,
            range: { min: 0, max: 6 },
          }),
          expect.objectContaining({
            name: "wind",
            type: "String",
            categories: ["north", "west"],
            range: null,
          }),
          expect.objectContaining({ name: "open", type: "String", present: 60, distinct: 2 }),
        ],
        predictions: [],
        estimated: null,
        leftOut: [],
        statistics: join(directory, "statistics.json"),
        constraints: join(directory, "constraints.json"),
      },
    ]);
  });

  test("takes the names of a CSV file's columns from --columns when it has none", async () => {
    const directory = await folderWith("days.data", csv(false));
    const words = ["baseline", "days.data", "--format", "csv", "--columns", names.join(", "), ...fewWindows];
    expect(await type(words, { directory })).toMatchObject({ code: 0 });
    expect(
      (await written(directory, "statistics")).features.map(({ name }: { name: string }) => name),
    ).toEqual(names);
  });

  test("keeps which columns are predictions and where, and asks none of requests", async () => {
    const directory = await folderWith("days.csv", csv(true));
    const predictions = ["--prediction", "boats:predictions.0.boats", "--prediction", "open"];
    const { out } = await type(["baseline", "days.csv", ...predictions, ...fewWindows, "--no-json"], {
      directory,
    });
    const { features, driftwheel } = await written(directory, "statistics");
    expect(features).toHaveLength(4);
    expect(driftwheel).toEqual({
      predictions: [
        { name: "boats", place: "predictions.0.boats" },
        { name: "open", place: 0 },
      ],
    });
    const { features: constraints } = await written(directory, "constraints");
    expect(constraints).toMatchObject([{ name: "swell" }, { name: "wind" }]);
    expect(out).toContain('Prediction: boats, at "predictions.0.boats" of captured answers');
  });

  test("learns from a label how performance is estimated, and takes it for no feature", async () => {
    const random = seededIntegers(3);
    const lines = Array.from({ length: 600 }, () => {
      const score = (random() % 1000) / 1000;
      return `${random() % 50},${score},${random() % 1000 < 1000 * score ? "late" : "in time"}`;
    });
    const directory = await folderWith("trips.csv", ["load,score,arrived", ...lines].join("\n"));
    const words = [
      "--prediction",
      "score:1",
      "--label",
      "arrived",
      "--positive",
      "late",
      "--threshold",
      "0.6",
    ];
    const { out } = await type(["baseline", "trips.csv", ...words, ...fewWindows, "--json"], { directory });
    const { features, driftwheel } = await written(directory, "statistics");
    expect(features.map(({ name }: { name: string }) => name)).toEqual(["load", "score"]);
    expect(driftwheel.estimation).toMatchObject({
      kind: "binary",
      label: "arrived",
      prediction: "score",
      threshold: 0.6,
    });
    const { estimated } = JSON.parse(out[0] ?? "");
    expect(estimated.accuracy).toBeGreaterThan(0.65);
    expect(Object.keys(estimated)).toEqual([
      "accuracy",
      "recall",
      "precision",
      "true_negative_rate",
      "f1",
      "auc",
    ]);
    const shown = await type(["baseline", "trips.csv", ...words, ...fewWindows, "--no-json"], { directory });
    expect(shown.out).toContainEqual(
      expect.stringMatching(/^Estimated without labels from now on; of these rows: accuracy 0\.\d+, /),
    );
  });

  test.each([
    [["--label", "open"], 2, "--label needs the column of what the model answered: --prediction score:0"],
    [
      ["--label", "gone", "--prediction", "boats"],
      2,
      "--label names gone, which is no column of the training set",
    ],
    [["--label", "wind", "--prediction", "boats", "--threshold", "2"], 2, "Must be above 0 and below 1"],
    [
      ["--label", "open", "--prediction", "boats", "--positive", "true"],
      1,
      "Nothing can be learnt from --label open: no prediction is a probability from 0 to 1 in every row.",
    ],
  ])("with %j says what it lacks", async (options, code, reason) => {
    const directory = await folderWith("days.csv", csv(true));
    const refused = await type(["baseline", "days.csv", ...options, ...fewWindows], { directory });
    expect(refused.code).toBe(code);
    expect(refused.hints.join("\n")).toContain(reason);
  });

  test.each([
    [
      ["--prediction", "ships:0"],
      "--prediction names ships, which is no column of the training set; it has swell,",
    ],
    [["--prediction", ":0"], "Must be a column and a place, such as price:0."],
    [["--prediction", "boats", "--prediction", "boats:1"], "boats has a place already."],
  ])("refuses %j", async (options, reason) => {
    const directory = await folderWith("days.csv", csv(true));
    const { code, hints } = await type(["baseline", "days.csv", ...options, ...fewWindows], { directory });
    expect(code).toBe(2);
    expect(hints.join("\n")).toContain(reason);
  });

  test("takes fields that some lines have not, and names that objects have by themselves, for what they are", async () => {
    const directory = await folderWith(
      "odd.jsonl",
      '{"a": 1}\n\n{"constructor": "x", "__proto__": 2}\n{"a": 3}\n',
    );
    await type(["baseline", "odd.jsonl", ...fewWindows], { directory });
    expect((await written(directory, "constraints")).features).toMatchObject([
      { name: "a", completeness: 2 / 3 },
      { name: "constructor", completeness: 1 / 3 },
      { name: "__proto__", completeness: 1 / 3 },
    ]);
  });

  test("shows how far it is", async () => {
    const rows = Array.from({ length: 25_000 }, (_, index) => String(index)).join("\n");
    const directory = await folderWith("many.csv", `n\n${rows}\n`);
    const { progress } = await type(["baseline", "many.csv", "--windows", "50"], { directory });
    expect(progress.slice(0, 3)).toEqual(["10000 rows", "20000 rows", null]);
    expect(progress.slice(-2)).toEqual(["windows without drift: 100%", null]);
    const parsed = parseBaseline(await readFile(join(directory, "statistics.json"), "utf8"));
    expect(parsed.ok && parsed.baseline.calibration?.sizes.map(({ rows }) => rows)).toContain(100);
  });

  test.each([
    ["a.csv", "a,b\n1,2\n3\n", [], "a.csv, line 3 has 1 fields; expected 2: a, b."],
    ["a.csv", "a,,c\n1,2,3\n", [], "a.csv, line 1: the name of field 2 is empty"],
    ["a.csv", "a,b,a\n1,2,3\n", [], 'a.csv, line 1: two columns are called "a"'],
    ["a.csv", 'a,b\n1,"2\n', [], "a.csv cannot be read as CSV: "],
    ["a.csv", "a,b\n", [], "a.csv has no rows"],
    ["a.csv", "a,b\n1,2\n", ["--without", "c"], "a.csv has no column c; it has a, b."],
    ["a.jsonl", '{"a": 1}\n{"a": \n', [], "a.jsonl, line 2 is no JSON"],
    ["a.jsonl", "[1]\n", [], "a.jsonl, line 1 is no object"],
    ["a.jsonl", '{"a": {"b": 1}}\n', [], "a.jsonl, line 1, field a: is an object; expected a number"],
    ["a.jsonl", '{"a": 1}\n', ["--columns", "a"], "--columns names the columns of a CSV file"],
    ["a.parquet", "no parquet at all", [], "a.parquet cannot be read as Parquet: "],
    ["a.data", "1,2\n", [], "a.data: its name does not say what it holds"],
  ])("of %s that cannot be used says where and why", async (name, content, options, reason) => {
    const directory = await folderWith(name, content);
    const { code, out, hints } = await type(["baseline", name, ...options], { directory });
    expect({ code, out }).toEqual({ code: 1, out: [] });
    expect(hints.join("\n")).toContain(reason);
  });

  test("of a file that is not there, or of columns that hold lists, says so", async () => {
    const missing = await type(["baseline", "gone.csv"]);
    expect(missing).toMatchObject({ code: 1, hints: ["gone.csv: there is no such file."] });
    const lists = await type(["baseline", fixture("lists.parquet")]);
    expect(lists.hints.join("\n")).toMatch(
      /lists\.parquet: .* can be no feature: a \(a list\)\. .* --without a,/,
    );
  });
});

test("a folder that cannot be written to is told before the training set is read", async () => {
  const directory = temporaryFolder();
  await writeFile(join(directory, "a-file"), "");
  const { code, out, hints } = await type(["baseline", "missing.csv", "--out", "a-file/inside"], {
    directory,
  });
  expect(code).toBe(1);
  expect(out).toEqual([]);
  expect(hints.at(-1)).toMatch(/^a-file\/inside cannot be written to \(.+\); --out names the folder/);
});
