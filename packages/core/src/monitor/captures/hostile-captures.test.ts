import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { expect, test } from "vitest";
import type { Baseline } from "../baseline/baseline.ts";
import { CaptureReader } from "./capture-reader.ts";
import { readCapture } from "./captures.ts";

const columns = ["high", "__proto__", "sky", "constructor"];
const counted = { present: 100, missing: 0 };
const baseline: Baseline = {
  rows: 100,
  features: [
    {
      kind: "numeric",
      name: "high",
      ...counted,
      standardDeviation: 1,
      buckets: [{ lower: 0, upper: 9, count: 100 }],
    },
    { kind: "numeric", name: "__proto__", ...counted, standardDeviation: 1, buckets: [] },
    { kind: "string", name: "sky", ...counted, categories: [{ value: "sun", count: 100 }] },
    { kind: "string", name: "constructor", ...counted, categories: [{ value: "toString", count: 100 }] },
  ],
  skipped: [],
};
const hour = { start: Date.UTC(2026, 2, 9, 14), end: Date.UTC(2026, 2, 9, 15) };

const generator = xoroshiro128plus(72);
const below = (limit: number) => (generator.next() >>> 0) % limit;
const one = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];

const values: readonly [string, ...string[]] = [
  "1",
  "-0",
  "1e999",
  "-1e999",
  "1e-400",
  "9".repeat(400),
  "1e308",
  "-1e308",
  "null",
  "true",
  '"NaN"',
  '"sun"',
  '"\\u0000\\ud800"',
  '"__proto__"',
  '"9,9"',
  "[]",
  "{}",
  '{"__proto__": {"polluted": 1}}',
  '{"toJSON": 1, "valueOf": 2}',
  "[".repeat(5_000) + "]".repeat(5_000),
  `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
];
const payloads: readonly [() => string, ...(() => string)[]] = [
  () => [one(values), one(values), one(values), one(values)].join(","),
  () => `[${[one(values), one(values), one(values), one(values)].join(",")}]`,
  () => `{"instances": [{"features": [${one(values)}, 2, "sun", ${one(values)}]}, ${one(values)}]}`,
  () => `{"high": ${one(values)}, "__proto__": ${one(values)}, "constructor": ${one(values)}}`,
  () => `{"instances": ${one(values)}, "high": ${one(values)}}`,
  () => `{"features": ${one(values)}}`,
  () => "1,2,sun,x\n".repeat(below(50)),
  () => `"${'""'.repeat(below(30))},\n`,
  () => ",".repeat(below(5_000)),
  () => `1,2,"sun`,
  () => one(values),
  () => "",
];

function hostileLine(): string {
  const data = one(payloads)();
  const encoding = one(["CSV", "CSV", "JSON", "JSON", "JSON", "BASE64", "BASE64", "PARQUET"]);
  const hidden =
    encoding === "BASE64" && below(3) > 0 ? btoa(unescape(encodeURIComponent(data.toWellFormed()))) : data;
  const input = `{"data": ${JSON.stringify(hidden)}, "encoding": "${encoding}", "observedContentType": ${one(['"text/csv"', '"application/json"', "null", "7", '"application/x-parquet"'])}}`;
  const time =
    below(6) > 0 ? '"2026-03-09T14:20:00Z"' : one(['"soon"', "1e15", "null", '"2026-13-45T99:00:00Z"']);
  const metadata = `{"eventId": ${below(9) > 0 ? '"a"' : one(['""', "3"])}, "inferenceTime": ${time}}`;
  const line = `{"captureData": {"endpointInput": ${input}}, "eventMetadata": ${metadata}}`;
  switch (below(8)) {
    case 0:
      return line.slice(0, below(line.length));
    case 1:
      return line.replace(one(["data", "endpointInput", "captureData", "eventMetadata"]), "__proto__");
    case 2:
      return line.replace(input, one(values));
    case 3:
      return one(values);
    default:
      return line;
  }
}

/** A line as bytes, some of them damaged. */
function damaged(line: string): Uint8Array {
  const bytes = new TextEncoder().encode(line.replaceAll("\n", " ").replaceAll("\r", " ") || "x");
  if (below(6) > 0) return bytes;
  for (let hits = below(4); hits >= 0; hits -= 1) {
    const byte = below(256);
    bytes[below(bytes.length)] = byte === 10 ? 0xff : byte;
  }
  return bytes;
}

test("ten thousand hostile lines are each read or counted as unread, and the good ones among them all count", () => {
  const good = `${JSON.stringify({
    captureData: { endpointInput: { data: "3,4,sun,toString", encoding: "CSV" } },
    eventMetadata: { eventId: "good", inferenceTime: "2026-03-09T14:30:00Z" },
  })}\n`;
  const goodBytes = new TextEncoder().encode(good);
  const reader = new CaptureReader(baseline, columns, hour.start);
  const file = reader.file({ ranges: [hour], timeless: true });
  let elsewhere = 0;
  for (let count = 0; count < 10_000; count += 1) {
    const bytes = damaged(hostileLine());
    // A damaged digit of its time moves a request out of the window, where it is of no concern.
    const capture = readCapture(new TextDecoder().decode(bytes));
    const isText = !new TextDecoder().decode(bytes).includes("\uFFFD");
    if (isText && capture.ok && (capture.time < hour.start || capture.time >= hour.end)) elsewhere += 1;
    for (const part of [bytes, Uint8Array.of(10), goodBytes]) file.push(part);
  }
  file.end();
  const { state, records, unread } = reader.result();
  expect(records + unread.lines).toBe(20_000 - elsewhere);
  expect(elsewhere).toBeLessThan(200);
  expect(records).toBeGreaterThan(10_200);
  expect(unread.lines).toBeGreaterThan(4_000);
  for (const feature of state.features) {
    const known = feature.counts.reduce((sum, count) => sum + count, 0);
    const present =
      feature.kind === "numeric"
        ? feature.numbers + feature.other + feature.infinite
        : known + feature.unknown;
    expect(present + feature.missing).toBe(state.rows);
  }
  expect(JSON.parse(JSON.stringify(state))).toEqual(state);
  expect(JSON.stringify(state).length).toBeLessThan(200_000);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined(); // any object would show it
});

test("a million columns, and megabytes of one line, are counted and forgotten", () => {
  const reader = new CaptureReader(baseline, columns, hour.start);
  const line = (data: string, encoding: string) =>
    new TextEncoder().encode(
      `${JSON.stringify({
        captureData: { endpointInput: { data, encoding } },
        eventMetadata: { eventId: "a", inferenceTime: "2026-03-09T14:30:00Z" },
      })}\n`,
    );
  const file = reader.file({ ranges: [hour], timeless: true });
  file.push(line("1,".repeat(1_000_000), "CSV"));
  file.push(line(`[${"1,".repeat(1_000_000)}1]`, "JSON"));
  file.push(line(`{${Array.from({ length: 100_000 }, (_, index) => `"${index}":1`).join(",")}}`, "JSON"));
  file.push(line("1,2,sun,x\n".repeat(1_100_000), "CSV"));
  const chunk = new Uint8Array(1_000_000).fill(65);
  for (let megabyte = 0; megabyte < 100; megabyte += 1) file.push(chunk);
  file.push(line("3,4,sun,toString", "CSV").fill(10, 0, 1));
  file.push(line("3,4,sun,toString", "CSV"));
  file.end();
  const { records, unread } = reader.result();
  expect(records).toBe(1);
  expect(unread.lines).toBe(6);
  expect(unread.reasons).toContainEqual({
    reason: expect.stringContaining(
      "a row has 1000001 values; expected 4: high, __proto__, sky, constructor",
    ),
    lines: expect.any(Number),
  });
});
