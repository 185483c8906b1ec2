import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Baseline } from "../../baseline/baseline.ts";
import { plainReading } from "../../payloads/payload.ts";
import { payloadRows } from "../../payloads/payload-rows.ts";
import { WindowCounter } from "../../window/counting/window-counter.ts";
import { packed } from "./embedding-map.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../../../docs/reference/payloads.md"), "utf8");
const [, section = ""] = page.split("## Embeddings");
const [both = "", alone = ""] = section.split("example of `vector` alone");
const examplesIn = (table: string) =>
  [...(table.split("\n## ")[0] ?? "").matchAll(/^\| (?<form>.+) \| `(?<data>.+)` \|$/gm)].map(
    ({ groups }) => ({
      form: groups?.form ?? "",
      data: groups?.data?.replaceAll("\\n", "\n") ?? "",
    }),
  );

const counted = { present: 9, missing: 0, standardDeviation: 1, buckets: [] };
const baseline: Baseline = {
  rows: 9,
  features: [
    { kind: "numeric", name: "lon", ...counted },
    { kind: "numeric", name: "vector (distance)", ...counted },
  ],
  skipped: [],
  derived: [
    {
      column: "vector",
      kind: "embedding",
      length: 3,
      seed: 1,
      projections: 0,
      ...packed([new Float64Array(3)]),
    },
  ],
};

/** Longitudes and embeddings' lengths, or why there are none. */
function read(data: string, columns: readonly string[]) {
  const counter = new WindowCounter(baseline, columns);
  const contentType = data.startsWith("[") || data.startsWith("{") ? "application/json" : "text/csv";
  const payload = { data, contentType, encoding: contentType === "text/csv" ? "CSV" : "JSON" } as const;
  const reason = payloadRows(payload, counter.buffer, plainReading);
  if (reason !== null) return reason;
  counter.commit();
  return counter.state().features.map((feature) => (feature.kind === "numeric" ? feature.sample.values : []));
}

const lengths = [Math.hypot(0.1, 0.2, 0.3), Math.hypot(0.4, 0.5, 0.6)];
const near = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 12));

describe("embeddings in payloads, as the page has them", () => {
  test.each(examplesIn(both))("$form", ({ data }) => {
    const rows = data.includes("0.6") ? 2 : 1;
    expect(read(data, ["lon", "vector"])).toEqual([[1.5, 3].slice(0, rows), near(lengths.slice(0, rows))]);
  });

  test.each(examplesIn(alone))("alone: $form", ({ data }) => {
    const rows = data.includes("0.6") ? 2 : 1;
    expect(read(data, ["vector"])).toEqual([[], near(lengths.slice(0, rows))]);
  });

  test("there are examples of many forms", () => {
    expect(examplesIn(both).length).toBeGreaterThan(15);
    expect(examplesIn(alone).length).toBeGreaterThan(8);
  });

  test.each([
    [
      '{"lon": 1.5, "vector": [0.1, 0.2]}',
      "has 2 numbers; expected a list of 3 numbers, as the baseline has",
    ],
    ["[[0.1, 0.2, 0.3, 0.4], [0.1, 0.2, 0.3, 0.4]]", "has 4 values; expected 2"],
    ['1.5,"[0.1, 0.2]"', "has 2 numbers; expected a list of 3"],
    ["1.5,north", "is no list of numbers; expected a list of 3"],
    ['{"lon": 1.5, "vector": {"x": 1}}', "some named values are objects"],
  ])("%s is unread, and no drift", (data, reason) => {
    expect(read(data, ["lon", "vector"])).toContain(reason);
  });

  test("one without numbers is missing", () => {
    for (const data of ['{"lon": 1.5, "vector": null}', "1.5,", '{"lon": 1.5, "vector": [0.1, null, 0.3]}']) {
      expect(read(data, ["lon", "vector"])).toEqual([[1.5], []]);
    }
  });
});
