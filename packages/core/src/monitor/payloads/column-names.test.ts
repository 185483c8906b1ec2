import { describe, expect, test } from "vitest";
import { type Baseline, parseBaseline } from "../baseline/baseline.ts";
import { statisticsOf } from "../baseline/statistics-of.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import { asCaptured, forms, type Row } from "./forms.fixture.ts";
import { type Payload, plainReading } from "./payload.ts";
import { payloadRows } from "./payload-rows.ts";

function baselineOf(rows: readonly Row[], columns: readonly string[]): Baseline {
  const parsed = parseBaseline(JSON.stringify(statisticsOf(rows, columns)));
  if (!parsed.ok) throw new Error(parsed.reason);
  return parsed.baseline;
}

function stateOf(payload: Payload, baseline: Baseline) {
  const columns = baseline.features.map(({ name }) => name);
  const counter = new WindowCounter(baseline, columns);
  const reason = payloadRows(payload, counter.buffer, plainReading);
  if (reason !== null) return reason;
  counter.commit();
  return counter.state();
}

const words = [
  ...["data", "instances", "features", "inputs", "columns", "constructor", "__proto__", "values", "name"],
  ...["index", "shape", "keys"],
];
const rows = Array.from({ length: 12 }, (_, row) => words.map((_word, place) => row * 3 + place + 0.5));

describe("columns that are called as the forms' own fields", () => {
  test.each(forms)("are read in the form of $name", (form) => {
    const baseline = baselineOf(rows, words);
    for (const count of [1, 2, 3, words.length]) {
      const some = rows.slice(0, count);
      const [expected] = asCaptured(forms[0] ?? form, some, words).map((one) => stateOf(one, baseline));
      expect(expected).toMatchObject({ rows: count });
      for (const payload of asCaptured(form, some, words))
        expect(stateOf(payload, baseline)).toEqual(expected);
    }
  });

  test.each(words)("%s alone is read in every form", (word) => {
    const some = rows.slice(0, 3).map(([value = 0]) => [value]);
    const baseline = baselineOf(some, [word]);
    const states = forms
      .flatMap((form) => asCaptured(form, some, [word]))
      .map((payload) => stateOf(payload, baseline));
    expect(states[0]).toMatchObject({ rows: 3 });
    for (const state of states) expect(state).toEqual(states[0]);
  });
});

describe("a model of one number", () => {
  const baseline = baselineOf([[1.5], [2.5], [4]], ["tide"]);
  const captured = (data: string, contentType: string): Payload => ({
    data,
    contentType,
    encoding: contentType.includes("json") ? "JSON" : "CSV",
  });

  test.each([
    ["text", "high", "text/csv"],
    ["a text of JSON", '"high"', "application/json"],
    ["JSON inside of a text of JSON", '"[[1.5]]"', "application/json"],
    ["a prompt", '{"inputs": "How high?"}', "application/json"],
    ["several prompts", '{"inputs": ["How high?", "When?"]}', "application/json"],
    ["a form", "tide=1.5", "application/x-www-form-urlencoded"],
    ["libsvm that is listed as CSV", "0 1:1.5", "text/x-libsvm"],
    ["a row of another model", "[[1.5, 2]]", "application/json"],
    ["null", "null", "application/json"],
  ])("leaves %s unread", (_, data, contentType) => {
    expect(stateOf(captured(data, contentType), baseline)).toEqual(expect.any(String));
  });

  test("still counts a text among numbers as a value of another type", () => {
    const state = stateOf(captured("1.5\nhigh\n2.5\n", "text/csv"), baseline);
    expect(state).toMatchObject({ rows: 3, features: [{ other: 1 }] });
  });
});

test("a model of one text leaves JSON inside of a text unread, unless it is a category", () => {
  const baseline = baselineOf([["[a]"], ["b"]], ["word"]);
  const read = (data: string) =>
    stateOf({ data, contentType: "application/json", encoding: "JSON" }, baseline);
  expect(read('"[\\"b\\"]"')).toContain("is a text that holds JSON");
  expect(read('"[a]"')).toMatchObject({ rows: 1 });
});
