import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { type } from "../../../test/terminal.ts";

const fixture = (name: string) => fileURLToPath(new URL(`../../../test/${name}`, import.meta.url));

async function baseline(file: string) {
  const { out, hints } = await type(["baseline", file, "--json", "--windows", "0"]);
  expect(hints).toEqual([]);
  return JSON.parse(out[0] ?? "");
}

/** The same rows as pandas and Spark wrote them. */
const harbour = [
  { name: "swell", present: 54, missing: 6, range: { min: 0.45, max: 3.35 } },
  { name: "boats", type: "Integral", distinct: 7 },
  { name: "wind", categories: ["north", "west"] },
  { name: "open", categories: ["false", "true"] },
  { name: "buoy", distinct: 60 },
  { name: "fare", range: { min: 12.5, max: 71.5 }, note: "decimals, as numbers" },
  { name: "day", distinct: 7, categories: ["2026-03-01", "2026-03-02", "2026-03-03"] },
];

describe("a Parquet file", () => {
  it("of pandas is read without its index, and with a column of nothing that LZ4 packed", async () => {
    const made = await baseline(fixture("harbour.pandas.lz4.parquet"));
    expect(made.features).toMatchObject([...harbour, { name: "nobody", type: "Unknown", watched: false }]);
    expect(made.leftOut).toMatchObject([{ name: "__index_level_0__" }]);
  });

  it("may be one of a folder of Spark", async () => {
    const made = await baseline(fixture("harbour.spark"));
    expect(made).toMatchObject({ rows: 60, files: 2 });
    const seen = { name: "seen", distinct: 24, note: "times, as texts like 2024-01-31T10:00:00Z" };
    expect(made.features).toMatchObject([...harbour, seen]);
  });

  it("of lists of numbers has embeddings", async () => {
    const made = await baseline(fixture("harbour.embeddings.parquet"));
    const note = expect.stringContaining("embeddings of 4 numbers, watched by vector (distance), ");
    expect(made.features).toMatchObject([
      { name: "vector", present: 119, missing: 1, distinct: 119, watched: true, note },
      { name: "hour", distinct: 24 },
    ]);
  });

  it("that is broken is refused by its name, and is never a defect of the command", async () => {
    const whole = readFileSync(fixture("harbour.pandas.lz4.parquet"));
    const random = seededIntegers(20);
    const directory = temporaryFolder();
    let refused = 0;
    for (let file = 0; file < 200; file += 1) {
      const bytes = Buffer.from(whole);
      for (let flips = 0; flips < 3; flips += 1) bytes[random() % bytes.length] = random() % 256;
      writeFileSync(join(directory, "a.parquet"), bytes);
      const { code, hints } = await type(["baseline", "a.parquet", "--windows", "0"], { directory });
      expect(hints.join("\n")).not.toContain("defect");
      if (code === 0) continue;
      refused += 1;
      expect(hints.join("\n")).toContain("a.parquet");
    }
    expect(refused).toBeGreaterThan(50);
  });
});
