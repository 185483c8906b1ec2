import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCapture } from "./captures.ts";

const columns = ["high", "wind", "sky"];

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

const row = { high: 12.5, wind: 3, sky: "rain, then sun" };

describe("a captured request", () => {
  test("of CSV gives its values by column, and when it was made", () => {
    expect(parseCapture(line('12.5,3,"rain, then sun"', "CSV"), columns)).toEqual({
      ok: true,
      rows: [{ high: "12.5", wind: "3", sky: "rain, then sun" }],
      inferenceTime: "2026-05-04T03:02:01.000Z",
      eventId: "event-1",
      inferenceId: "night-7",
    });
  });

  test("of many CSV rows gives them all", () => {
    const capture = parseCapture(line('1,2,"a ""b"""\r\n3,4,\n\n', "CSV"), columns);
    expect(capture).toMatchObject({
      rows: [
        { high: "1", wind: "2", sky: 'a "b"' },
        { high: "3", wind: "4", sky: "" },
      ],
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
    expect(parseCapture(line(data, "JSON", "application/json"), columns)).toMatchObject({ rows: [row] });
    expect(parseCapture(line(btoa(data), "BASE64", "application/json"), columns)).toMatchObject({
      rows: [row],
    });
  });

  test("of CSV in BASE64 is understood, without a content type too", () => {
    const without = line(btoa("1,2,fog"), "BASE64", "");
    expect(parseCapture(without, columns)).toMatchObject({ rows: [{ high: "1", wind: "2", sky: "fog" }] });
  });

  test("leaves out the columns that a JSON object has not", () => {
    const capture = parseCapture(line('{"wind": null, "sky": ["x"]}', "JSON"), columns);
    expect(capture).toMatchObject({ rows: [{ wind: null, sky: '["x"]' }] });
    expect(capture.ok && "high" in (capture.rows[0] ?? {})).toBe(false);
  });

  test.each([
    ["", "no JSON"],
    ['{"captureData": ', "no JSON"],
    ["null", "the line: is null; expected an object with one captured request"],
    [line("1,2", "CSV"), "captureData.endpointInput.data: a row has 2 values; expected 3: high, wind, sky"],
    [line("1,2,3\n1,2", "CSV"), "a row has 2 values"],
    [line("", "CSV"), "at least one row"],
    [line("{", "JSON"), "is no JSON"],
    [line('"text"', "JSON"), "rows: lists, or objects of named values"],
    [line('{"instances": []}', "JSON"), "at least one row"],
    [line('{"a": 1}', "JSON"), "values named high, wind, sky"],
    [line("%%%", "BASE64"), "is no text in BASE64"],
    [line(btoa("\xff\xfe\x00"), "BASE64"), "is no text in BASE64"],
    [
      line("1,2,3", "PARQUET"),
      'captureData.endpointInput.encoding: is "PARQUET"; expected CSV, JSON or BASE64',
    ],
    [line("1,2,3", "CSV").replace("2026-05-04T03:02:01Z", "soon"), "eventMetadata.inferenceTime"],
  ])("that cannot be read is an answer with its reason: %s", (text, reason) => {
    expect(parseCapture(text, columns)).toMatchObject({ ok: false, reason: expect.stringContaining(reason) });
  });

  test("never throws, whatever its payload", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json()),
        fc.constantFrom("CSV", "JSON", "BASE64"),
        (data, encoding) => {
          const capture = parseCapture(line(data, encoding), columns);
          if (capture.ok) expect(capture.rows.length).toBeGreaterThan(0);
          else expect(capture.reason).not.toBe("");
        },
      ),
      { seed: 62 },
    );
  });
});
