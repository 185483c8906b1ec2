import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Baseline } from "../baseline/baseline.ts";
import { plainReading } from "../payloads/payload.ts";
import { payloadRows } from "../payloads/payload-rows.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { CaptureReader } from "./capture-reader.ts";
import { readCapture } from "./captures.ts";

const columns = ["high", "wind", "sky"];
const counted = { present: 9, missing: 0 };
const baseline: Baseline = {
  rows: 9,
  features: [
    { kind: "numeric", name: "high", ...counted, standardDeviation: 1, buckets: [] },
    { kind: "numeric", name: "wind", ...counted, standardDeviation: 1, buckets: [] },
    { kind: "string", name: "sky", ...counted, categories: [] },
  ],
  skipped: [],
};

/** The rows of a captured request as values by column, or why there are none. */
function read(line: string, names: readonly string[] = columns) {
  const capture = readCapture(line);
  if (!capture.ok) return capture;
  const counter = new WindowCounter(baseline, names);
  const reason = payloadRows(capture, counter.buffer, plainReading);
  if (reason !== null) return { ok: false as const, reason };
  counter.commit();
  const { rows, features } = counter.state();
  const values = features.map((feature) =>
    feature.kind === "numeric" ? feature.sample.values : feature.fresh.map(({ value }) => value),
  );
  const [high, wind, sky] = values;
  const of = (count: "missing" | "absent") => features.map((feature) => feature[count]);
  return { ok: true as const, rows, high, wind, sky, missing: of("missing"), absent: of("absent") };
}

function line(data: string, encoding: string, observedContentType = "text/csv"): string {
  return JSON.stringify({
    captureData: {
      endpointInput: { observedContentType, mode: "INPUT", data, encoding },
      endpointOutput: { observedContentType: "text/csv", mode: "OUTPUT", data: "1.5", encoding: "CSV" },
    },
    eventMetadata: { eventId: "event-1", inferenceId: "night-7", inferenceTime: "2026-05-04T03:02:01Z" },
    eventVersion: "0",
  });
}

const one = { ok: true, rows: 1, high: [12.5], wind: [3], sky: ["rain, then sun"] };
const row = { high: 12.5, wind: 3, sky: "rain, then sun" };

describe("a captured request", () => {
  test("says when it was made, and what it is joined by", () => {
    const csv = line('12.5,3,"rain, then sun"', "CSV");
    expect(readCapture(csv)).toEqual({
      ok: true,
      time: Date.UTC(2026, 4, 4, 3, 2, 1),
      eventId: "event-1",
      inferenceId: "night-7",
      data: '12.5,3,"rain, then sun"',
      encoding: "CSV",
      contentType: "text/csv",
      answer: { data: "1.5", encoding: "CSV", mode: "OUTPUT", observedContentType: "text/csv" },
    });
    expect(read(csv)).toMatchObject(one);
  });

  test.each([
    "2026-05-04T03:02:01.250Z",
    "2026-05-04T03:02:01.250000000Z",
    "2026-05-04T05:02:01.25+02:00",
    1_777_863_721_250,
  ])("made at %s is understood", (time) => {
    const text = line("1,2,3", "CSV").replace('"2026-05-04T03:02:01Z"', JSON.stringify(time));
    expect(readCapture(text)).toMatchObject({ time: Date.UTC(2026, 4, 4, 3, 2, 1, 250) });
  });

  test("of many CSV rows gives them all", () => {
    expect(read(line('1,2,"a ""b"""\r\n3,4,\n\n', "CSV"))).toMatchObject({
      rows: 2,
      high: [1, 3],
      wind: [2, 4],
      sky: ['a "b"'],
      missing: [0, 0, 1],
    });
    expect(read(line("1,2,a\r\n\n3, 4 ,b\r\n", "CSV"))).toMatchObject({
      rows: 2,
      high: [1, 3],
      wind: [2, 4],
      sky: ["a", "b"],
    });
  });

  test.each([
    ["an object of named values", { ...row, further: 1 }],
    ["instances with features", { instances: [{ features: [12.5, 3, "rain, then sun"] }] }],
    ["instances with names", { instances: [row] }],
    ["a list of lists", [[12.5, 3, "rain, then sun"]]],
    ["one list", [12.5, 3, "rain, then sun"]],
    ["features alone", { features: [12.5, 3, "rain, then sun"] }],
  ])("of JSON is understood as %s", (_, payload) => {
    const data = JSON.stringify(payload);
    expect(read(line(data, "JSON", "application/json"))).toMatchObject(one);
    expect(read(line(btoa(data), "BASE64", "application/json"))).toMatchObject(one);
  });

  test("of CSV in BASE64 is understood, without a content type too", () => {
    const without = line(btoa("1,2,fog"), "BASE64", "");
    expect(read(without)).toMatchObject({ high: [1], wind: [2], sky: ["fog"] });
  });

  test("leaves out the columns that a JSON object has not", () => {
    expect(read(line('{"wind": null, "sky": ["x"]}', "JSON"))).toMatchObject({
      sky: ["x"],
      missing: [1, 1, 0],
      absent: [1, 0, 0],
    });
  });

  test("has own fields only, whatever a column is called", () => {
    const names = ["high", "__proto__", "constructor"];
    const named = read(line('{"__proto__": 1, "constructor": 2, "high": 3}', "JSON"), names);
    expect(named).toMatchObject({ ok: true, rows: 1, high: [3] });
    expect(read(line('{"high": 3}', "JSON"), names)).toMatchObject({ ok: true, high: [3] });
    expect(read(line('{"x": 3}', "JSON"), ["toString", "__proto__"])).toMatchObject({
      ok: false,
      reason: expect.stringContaining("expected values named toString, __proto__"),
    });
  });

  test.each([
    ["", "no JSON"],
    ['{"captureData": ', "no JSON"],
    ["null", "the line: is null; expected an object with one captured request"],
    [line("1,2", "CSV"), "a row has 2 values; expected 3: high, wind, sky"],
    [line("1,2,3\n1,2", "CSV"), "a row has 2 values"],
    [line("", "CSV"), "at least one row"],
    [line("{", "JSON"), "is no JSON"],
    [line('"text"', "JSON", "application/json"), "rows: lists, or objects of named values"],
    [line('{"instances": []}', "JSON"), "at least one row"],
    [line('{"a": 1}', "JSON"), "values named high, wind, sky"],
    [line("%%%", "BASE64"), "is no BASE64"],
    [line(btoa("\xff\xfe\x00"), "BASE64"), "is no text in BASE64"],
    [
      line("1,2,3", "PARQUET"),
      'captureData.endpointInput.encoding: is "PARQUET"; expected CSV, JSON or BASE64',
    ],
    [line("1,2,3", "CSV").replace("2026-05-04T03:02:01Z", "soon"), "eventMetadata.inferenceTime"],
  ])("that cannot be read is an answer with its reason: %s", (text, reason) => {
    expect(read(text)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test("never throws, whatever its payload", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom("CSV", "JSON", "BASE64"),
        (data, encoding) => {
          const capture = read(line(data, encoding));
          if (capture.ok) expect(capture.rows).toBeGreaterThan(0);
          else expect(capture.reason).not.toBe("");
        },
      ),
      { seed: 62 },
    );
  });
});

describe("a line without its request", () => {
  const answerOnly = (time: string) =>
    JSON.stringify({
      captureData: { endpointOutput: { data: "3", encoding: "CSV", mode: "OUTPUT" } },
      eventMetadata: { eventId: "a", inferenceTime: time },
    });

  test("counts as unread in the window in which it was made, and in no other that reads its file", () => {
    const start = Date.UTC(2026, 4, 4, 3);
    const lines = ["2026-05-04T02:59:59Z", "2026-05-04T03:00:00Z", "2026-05-04T03:59:59Z"].map(answerOnly);
    for (const timeless of [true, false]) {
      const reader = new CaptureReader(baseline, columns, start);
      const file = reader.file({ ranges: [{ start, end: start + 3_600_000 }], timeless });
      file.push(new TextEncoder().encode(`${lines.join("\n")}\n`));
      file.end();
      expect(reader.result().unread).toMatchObject({
        lines: 2,
        reasons: [{ reason: expect.stringContaining("captureData.endpointInput: is missing") }],
      });
    }
  });

  test("that does not say when it was made either is counted by the first reader of its file", () => {
    const unread = [true, false].map((timeless) => {
      const reader = new CaptureReader(baseline, columns, 0);
      const file = reader.file({ ranges: [{ start: 0, end: 1 }], timeless });
      file.push(new TextEncoder().encode(`${answerOnly("soon")}\n`));
      file.end();
      return reader.result().unread.lines;
    });
    expect(unread).toEqual([1, 0]);
  });
});
