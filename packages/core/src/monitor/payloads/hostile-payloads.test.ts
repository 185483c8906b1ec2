import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Baseline } from "../baseline/baseline.ts";
import { readCapture } from "../captures/captures.ts";
import { parseAnswer, parseCaptured } from "../quality/answer.ts";
import { parseGroundTruth } from "../quality/ground-truth.ts";
import { mostFields } from "../window/counting/row-buffer.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { type Payload, plainPlaces, plainReading } from "./payload.ts";
import { payloadForm } from "./payload-form.ts";
import { payloadRows } from "./payload-rows.ts";
import { gunzip } from "./testing/gunzip.ts";

const columns = ["lon", "__proto__", "sky"];
const counted = { present: 9, missing: 0 };
const baseline: Baseline = {
  rows: 9,
  features: columns.map((name) =>
    name === "sky"
      ? { kind: "string", name, ...counted, categories: [] }
      : { kind: "numeric", name, ...counted, standardDeviation: 1, buckets: [] },
  ),
  skipped: [],
};
const reading = { ...plainReading, gunzip };

function reasonOf(data: string, given: Partial<Payload> = {}): string | null {
  const counter = new WindowCounter(baseline, columns);
  const payload: Payload = { data, encoding: "JSON", contentType: "application/json", ...given };
  const reason = payloadRows(payload, counter.buffer, reading);
  expect(payloadForm(payload, reading).length).toBeLessThanOrEqual(300);
  return reason;
}

const names = fc.constantFrom(
  ...["instances", "inputs", "features", "data", "columns", "dataframe_split", "values", "keys", "shape"],
  ...["name", "lon", "__proto__", "sky", "other", "predictions", "outputs"],
);
const secret = fc.constantFrom<unknown>("secret-17", 9_182_736, true, null, "9182736", "secret-17,secret-17");
const { value: hostile } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    secret,
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(names, tie("value")), { maxLength: 4 })
      .map((fields) => Object.fromEntries(fields) as unknown),
  ),
}));
const payload = fc.record({
  data: fc.oneof(
    hostile.map((value) => JSON.stringify(value)),
    fc.array(hostile, { maxLength: 3 }).map((lines) => lines.map((line) => JSON.stringify(line)).join("\n")),
    fc.array(fc.array(secret.map(String), { maxLength: 4 })).map((rows) => rows.join("\n")),
    hostile.map((value) => JSON.stringify(value).slice(1)),
  ),
  encoding: fc.constantFrom("CSV", "JSON", "BASE64" as const),
  contentType: fc.constantFrom("", "text/csv", "text/csv; header=present", "application/json", "text/libsvm"),
  how: fc.constantFrom("plain", "base64", "gzip"),
});

/** Nobody's data: neither the text nor the number that stands in every payload. */
const shows = (told: string | null) => /secret-17|9182736/.test(told ?? "");

describe("no reason and no example", () => {
  test("shows a value of a request, an answer or a label", () => {
    fc.assert(
      fc.property(payload, ({ data, how, ...given }) => {
        const bytes = how === "gzip" ? gzipSync(data) : Buffer.from(data);
        const captured = { ...given, data: how === "plain" ? data : bytes.toString("base64") };
        expect(shows(reasonOf(captured.data, captured))).toBe(false);
        expect(shows(payloadForm(captured, reading))).toBe(false);

        const settings = {
          threshold: 0.5,
          positive: "1",
          within: 1,
          score: null,
          label: 0,
          prediction: "a.b",
        };
        const places = { ...plainPlaces, gunzip };
        const eventMetadata = { eventId: "a" };
        const truth = parseGroundTruth(
          JSON.stringify({ groundTruthData: captured, eventMetadata }),
          { problem: "regression", ...settings },
          places,
        );
        const answer = parseAnswer(
          { captureData: { endpointOutput: captured } },
          { problem: "multiclass", ...settings },
          { reading: places, rows: 2 },
        );
        for (const read of [truth, answer]) expect(shows(read.ok ? null : read.reason)).toBe(false);
      }),
      { seed: 1302, numRuns: 1_000 },
    );
  });

  test("shows what stands in a line in place of a captured request", () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (line, data, id) => {
        const lines = [
          line,
          { captureData: data, eventMetadata: id },
          { captureData: { endpointInput: { data, encoding: "CSV" } }, eventMetadata: { eventId: id } },
        ].map((each) => JSON.stringify(each));
        for (const text of lines) {
          const answers = [readCapture(text), parseCaptured(text)];
          for (const read of answers) expect(shows(read.ok ? null : read.reason)).toBe(false);
        }
      }),
      { seed: 1303 },
    );
  });
});

describe("a payload that was made to take time or memory is unread:", () => {
  const tensor = (shape: unknown, data: unknown) =>
    JSON.stringify({ inputs: [{ name: "in", shape, datatype: "FP32", data }] });
  const million = Array.from({ length: 1_000_000 }, () => 1);

  test.each<readonly [string, string]>([
    ["lists in lists", `${"[".repeat(1_000_000)}1${"]".repeat(1_000_000)}`],
    ["objects in objects", `${'{"data":'.repeat(100_000)}1${"}".repeat(100_000)}`],
    ["instances in instances", `${'{"instances":['.repeat(50_000)}1${"]}".repeat(50_000)}`],
    ["deep JSON with NaN", `[NaN,${"[".repeat(100_000)}1${"]".repeat(100_000)}]`],
    ["a tensor of more values than there are atoms", tensor([1e9, 1e9, 1e9], [1, 2, 3])],
    [
      "a shape of a million extents",
      tensor(
        million.map(() => 1e6),
        [1],
      ),
    ],
    ["a shape below zero", tensor([-1, 3], [1, 2, 3])],
    ["a shape of no size", tensor([0, 3], [])],
    ["a shape that is none", tensor("__proto__", [1, 2, 3])],
    ["a tensor of deep data", tensor([3], JSON.parse(`${"[".repeat(900)}1${"]".repeat(900)}`))],
    [
      "a tensor of too many values",
      `{"inputs":[{"name":"in","shape":[1],"data":[[${"1,".repeat(mostFields)}1]]}]}`,
    ],
    ["a frame of a million columns", JSON.stringify({ columns: million, data: [million] })],
    ["a sparse vector of a million places", JSON.stringify({ features: { keys: million, values: million } })],
    ["a million names", `{${million.map((_, place) => `"${place}":1`).join(",")}}`],
    [
      "one column of too many rows",
      JSON.stringify({ lon: Array.from({ length: mostFields / 3 + 9_000 }, () => 1) }),
    ],
    ["named tensors that are no tensors", '{"inputs":[{"name":"lon","shape":[1]},{"name":1,"shape":{}}]}'],
  ])("%s", (_, data) => {
    expect(reasonOf(data)).toMatch(/^(?:is|has|a|its|the) /);
  });

  test("a header of a million names", () => {
    const given = { encoding: "CSV", contentType: "text/csv; header=present" } as const;
    expect(reasonOf(`${"x,".repeat(1_000_000)}sky\n1,2,3`, given)).toBe(
      "a row has 3 values; expected 1000001, as the header has",
    );
  });
});

test("names of prototypes are columns like others, in every form that has names", () => {
  const read = (data: string, given: Partial<Payload> = {}) => {
    const counter = new WindowCounter(baseline, columns);
    const captured: Payload = { data, encoding: "JSON", contentType: "application/json", ...given };
    const reason = payloadRows(captured, counter.buffer, reading);
    counter.commit();
    return (
      reason ?? counter.state().features.map((each) => (each.kind === "numeric" ? each.mean : each.unknown))
    );
  };
  const csv = { encoding: "CSV", contentType: "text/csv" } as const;
  for (const data of [
    '{"lon":[4,4],"__proto__":[5,5],"sky":["a","b"]}',
    '[{"lon":4,"__proto__":5,"sky":"a"},{"lon":4,"__proto__":[5],"sky":"b"}]',
    '{"columns":["sky","__proto__","lon"],"data":[["a",5,4],["b",5,4]]}',
    '{"inputs":[{"name":"lon","shape":[2],"data":[4,4]},{"name":"__proto__","shape":[2],"data":[5,5]},{"name":"sky","shape":[2],"data":["a","b"]}]}',
  ]) {
    expect(read(data)).toEqual([4, 5, 2]);
  }
  expect(read("__proto__,lon,sky\n5,4,a\n5,4,b", csv)).toEqual([4, 5, 2]);
  expect(read('{"constructor":1,"toString":2}')).toContain("none of the columns");
  expect(Reflect.get({}, "polluted")).toBeUndefined();
});
