import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { differences } from "./differences.ts";

const bench = fileURLToPath(new URL("../fleet.ts", import.meta.url));

async function measured(words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  const { stdout } = await promisify(execFile)(process.execPath, [bench, "--json", ...words]);
  return JSON.parse(stdout);
}

it("loses no window and tells none twice where workers die and messages come twice", async () => {
  const small = ["--models", "12", "--workers", "6", "--delay", "1", "--large-gigabytes", "0"];
  const result = await measured([...small, "--killed", "0.5", "--repeated", "0.3"]);
  expect(result).toMatchObject({ models: 12, objects: 240, workers: 6, lost: 0, twice: 0, failed: 0 });
  expect(result.killed).toBeGreaterThan(2);
  expect(result.repeated).toBeGreaterThan(2);
  expect(result.dollarsPerMonth).toBeGreaterThan(0);
});

it("judges a large window in shards as one reader does, though a worker dies", async () => {
  const small = ["--models", "0", "--delay", "1", "--large-gigabytes", "0.2", "--shard-megabytes", "64"];
  const { large } = await measured(small);
  expect(large).toMatchObject({ shards: 4, killed: 1, reports: 1, sameAsOneReader: true, differences: [] });
});

it("tells where two results differ, and not for the order of sums", () => {
  const one = { rows: 3, mean: 0.1 + 0.2, features: ["a", "b"] };
  expect(differences(one, { ...one, mean: 0.3 })).toEqual([]);
  expect(differences(one, { ...one, rows: 4, features: ["a"] })).toEqual([
    "rows: 3 and 4",
    'features.1: "b" and undefined',
  ]);
  expect(differences(one, { ...one, mean: 0.30001 })).toHaveLength(1);
});
