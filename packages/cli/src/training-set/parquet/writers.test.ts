import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { missing } from "../../../../../test/runner/skipped.ts";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { type } from "../../../test/terminal.ts";

const script = fileURLToPath(new URL("./writers.py", import.meta.url));
const withoutLibraries = missing(
  "Python with pandas, pyarrow and duckdb",
  "python3",
  "-c",
  "import pandas, pyarrow, duckdb",
);

async function baseline(file: string) {
  const { code, out, hints } = await type(["baseline", file, "--json", "--windows", "0"]);
  expect(hints).toEqual([]);
  expect(code).toBe(0);
  return JSON.parse(out[0] ?? "");
}

const times = "times, as texts like 2024-01-31T10:00:00";

/** What every writer's file comes to. */
const columns = [
  { name: "swell", type: "Fractional", present: 108, missing: 12, range: { min: 0.25, max: 29.75 } },
  { name: "gust", present: 120, infinite: 1 },
  { name: "boats", type: "Integral", distinct: 7, range: { min: 0, max: 6 } },
  { name: "buoy", distinct: 120, note: expect.stringMatching(/^whole numbers too long/) },
  { name: "beacon", distinct: 1, range: { min: 2 ** 64, max: 2 ** 64 } },
  { name: "fare", range: { min: -12.5, max: 106.5 }, note: "decimals, as numbers" },
  { name: "ledger", distinct: 120, note: expect.stringMatching(/^decimals, as numbers/) },
  { name: "day", distinct: 7, categories: ["2026-03-01", "2026-03-02", "2026-03-03"] },
  { name: "seen", distinct: 24, note: times },
  { name: "seen_utc", distinct: 24, note: `${times}Z` },
  { name: "wind", categories: ["north", "west"] },
  { name: "open", categories: ["false", "true"] },
  { name: "depth", type: "Fractional", range: { min: 0, max: 29.75 } },
  { name: "nobody", type: "Unknown", present: 0, watched: false },
];

describe.skipIf(withoutLibraries)("Parquet as libraries write it", () => {
  const folder = temporaryFolder();
  const written = (library: string) => readdirSync(folder).filter((name) => name.startsWith(library));

  beforeAll(() => {
    const { status, stderr } = spawnSync("python3", [script, folder], { encoding: "utf8" });
    expect(stderr).toBe("");
    expect(status).toBe(0);
  });

  it("comes to the same baseline whatever its compression, pages and row groups are", async () => {
    const files = written("pyarrow-").filter((name) => !name.includes("int96"));
    expect(files).toHaveLength(12);
    for (const name of files) {
      const made = await baseline(join(folder, name));
      expect(made).toMatchObject({ rows: 120, leftOut: [] });
      expect(made.features).toMatchObject(columns);
      expect(made.features[8].categories[0]).toBe("2026-03-01T06:30:00.25");
      expect(made.features[9].categories[0]).toBe("2026-03-01T06:30:00Z");
    }
  });

  it("has the times that Impala and earlier Sparks write", async () => {
    const { features } = await baseline(join(folder, "pyarrow-int96.parquet"));
    expect(features[8].categories[0]).toBe("2026-03-01T06:30:00.25Z");
    expect(features[9].categories[0]).toBe("2026-03-01T06:30:00Z");
  });

  it.each([
    ["pandas-sampled.parquet", "__index_level_0__"],
    ["pandas-index.parquet", "station"],
  ])("of %s is read without its index %s", async (name, index) => {
    const made = await baseline(join(folder, name));
    expect(made.features).toMatchObject(columns);
    expect(made.leftOut).toEqual([
      { name: index, why: "the index of a pandas data frame; reset_index() makes it a column" },
    ]);
  });

  it("may come from DuckDB, in one file or in folders by a column's value", async () => {
    const files = written("duckdb-").filter((name) => name.endsWith(".parquet"));
    expect(files).toHaveLength(5);
    const withoutTypes = columns.filter(({ name }) => name !== "depth");
    for (const name of files) {
      const { rows, features } = await baseline(join(folder, name));
      expect(rows).toBe(120);
      expect(features.filter(({ name }: { name: string }) => name !== "depth")).toMatchObject(withoutTypes);
    }
    const parts = await baseline(join(folder, "duckdb-parts"));
    expect(parts).toMatchObject({ rows: 120, files: 2 });
    expect(parts.features.at(-1)).toMatchObject({
      name: "open",
      distinct: 2,
      note: "from the names of folders",
    });
  });

  it("with more than one value in a row is refused by the names of those columns, and read without them", async () => {
    const file = join(folder, "nested.parquet");
    const { code, hints } = await type(["baseline", file]);
    expect(code).toBe(1);
    expect(hints.join("\n")).toContain(
      "tags (a list), place (an object). Leave it out with --without tags,place",
    );
    const words = ["baseline", file, "--without", "tags,place", "--json", "--windows", "0"];
    expect(JSON.parse((await type(words)).out[0] ?? "").features).toMatchObject([{ name: "a" }]);
  });
});
