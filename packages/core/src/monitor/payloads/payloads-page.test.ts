import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { Baseline } from "../baseline/baseline.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { type Find, type Payload, type PayloadReading, plainReading } from "./payload.ts";
import { payloadRows } from "./payload-rows.ts";
import { gunzip } from "./testing/gunzip.ts";

const page = readFileSync(join(import.meta.dirname, "../../../../../docs/reference/payloads.md"), "utf8");

interface Example {
  readonly form: string;
  readonly contentType: string;
  readonly data: string;
  readonly is: string;
}

const escapes: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", uFEFF: "\uFEFF" };
const code = (cell: string) => /^`(.*)`$/.exec(cell.trim())?.[1] ?? "";

/** Rows of the tables with four columns. */
const examples: readonly Example[] = page.split("\n").flatMap((line) => {
  const cells = line.split(/(?<!\\)\|/).slice(1, -1);
  const [form = "", contentType = "", data = "", is = ""] = cells;
  if (cells.length !== 4 || !data.includes("`")) return [];
  const text = code(data)
    .replaceAll("\\|", "|")
    .replaceAll(/\\(n|r|t|uFEFF)/g, (_, sign: string) => escapes[sign] ?? "");
  return [{ form: form.trim(), contentType: code(contentType), data: text, is: is.trim() }];
});

const counted = { present: 9, missing: 0 };
const baseline: Baseline = {
  rows: 9,
  features: [
    { kind: "numeric", name: "lon", ...counted, standardDeviation: 1, buckets: [] },
    { kind: "numeric", name: "lat", ...counted, standardDeviation: 1, buckets: [] },
    { kind: "string", name: "sky", ...counted, categories: [] },
  ],
  skipped: [],
};
const columns = ["lon", "lat", "sky"];
const request: Find = (json) => ({ ok: true, value: Reflect.get(json as object, "request") }); // has one

/** The values of each column, or the reason why there are none. */
function read(payload: Payload, reading: PayloadReading) {
  const counter = new WindowCounter(baseline, columns);
  const reason = payloadRows(payload, counter.buffer, reading);
  if (reason !== null) return reason;
  counter.commit();
  return counter
    .state()
    .features.map((feature) =>
      feature.kind === "numeric" ? feature.sample.values : feature.fresh.map(({ value }) => value),
    );
}

const captures: readonly (readonly [string, (example: Example) => Payload])[] = [
  [
    "as it was captured",
    ({ data, contentType }) => ({
      data,
      contentType,
      encoding: /json|x-shore/.test(contentType) ? "JSON" : "CSV",
    }),
  ],
  [
    "in BASE64",
    ({ data, contentType }) => ({ data: base64(Buffer.from(data)), contentType, encoding: "BASE64" }),
  ],
  [
    "in gzip inside of BASE64",
    ({ data, contentType }) => ({ data: base64(gzipSync(data)), contentType, encoding: "BASE64" }),
  ],
];
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");

test("the page has examples of every kind", () => {
  expect(examples.length).toBeGreaterThan(60);
  expect(examples.filter(({ is }) => is === "read").length).toBeGreaterThan(40);
});

describe.each(captures)("%s", (_, asPayload) => {
  test.each(examples)("$form, $contentType: $is", (example) => {
    const reading: PayloadReading = {
      delimiter: example.form.includes("drift.delimiter") ? ";" : plainReading.delimiter,
      features: example.form.includes("drift.features") ? request : null,
      gunzip,
    };
    const found = read(asPayload(example), reading);
    if (example.is === "read") {
      const rows = /3.*4.*rain|rain.*4.*3|3.*rain/s.test(example.data) ? 2 : 1;
      const expected = [[1.5, 3].slice(0, rows), [2, 4].slice(0, rows), ["sun", "rain"].slice(0, rows)];
      expect(found).toEqual(expected);
    } else {
      const reason = /^unread: (.+)$/.exec(example.is)?.[1];
      expect(reason).toBeDefined();
      expect(found).toContain(reason);
    }
  });
});
