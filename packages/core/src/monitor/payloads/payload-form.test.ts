import { expect, test } from "vitest";
import { type Payload, plainReading } from "./payload.ts";
import { payloadForm } from "./payload-form.ts";

const form = (data: string, given: Partial<Payload> = {}) =>
  payloadForm({ data, encoding: "JSON", contentType: "", ...given }, plainReading);

test("a payload's form has its names, and of its values the type alone", () => {
  expect(form('{"instances": [{"x": [3.1], "y": "a"}, {"x": [1], "y": null}], "id": true}')).toBe(
    '{"instances": [{"x": [number], "y": text}, {"x": [number], "y": null}], "id": boolean}',
  );
  expect(form('[1, "a", null, true, {}]')).toBe("[number, text, null, ...]");
  expect(form('{"a": 1}\n{"a": 2}')).toBe('JSON Lines: {"a": number}');
  expect(form("{'a': 1}")).toBe("no JSON: 8 characters");
  expect(form("1.5,sun,,-2e4\n3", { encoding: "CSV" })).toBe(
    "CSV: 4 values a row: number, text, empty, number",
  );
  expect(form(Array.from({ length: 63 }, () => "1").join(","), { encoding: "CSV" })).toBe(
    "CSV: 63 values a row: number, number, number, number, number, number, number, number, ...",
  );
  expect(form(btoa("\xff\xfe"), { encoding: "BASE64" })).toBe("no text: BASE64 of 4 characters");
  expect(form(btoa("0 1:2"), { encoding: "BASE64", contentType: "text/libsvm" })).toBe(
    "neither CSV nor JSON: 5 characters",
  );
  expect(form("  \n", { encoding: "CSV" })).toBe("empty");
});

test("a form is no longer than 300 characters, however large the payload is", () => {
  const names = Object.fromEntries(
    Array.from({ length: 50 }, (_, place) => [`${"n".repeat(90)}${place}`, {}]),
  );
  const long = form(JSON.stringify(Array.from({ length: 50 }, () => names)));
  expect(long).toHaveLength(300);
  expect(long).toMatch(/^\[\{"n{40}\.\.\.": \{\}, .*\.\.\.$/);
});
