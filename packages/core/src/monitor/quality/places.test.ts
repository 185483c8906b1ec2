import { describe, expect, test } from "vitest";
import type { Place } from "../payloads/payload.ts";
import { plainPlaces } from "../payloads/payload.ts";
import { gunzip } from "../payloads/testing/gunzip.ts";
import { valuesAt } from "./metrics/place.ts";

function found(data: string, place: Place, contentType = "application/json", rows: number | null = null) {
  const encoding = contentType.startsWith("text/") ? "CSV" : "JSON";
  const path = "endpointOutput.data";
  const options = { reading: { ...plainPlaces, gunzip }, rows };
  const listed = valuesAt({ data, encoding, contentType }, place, path, options);
  const base64 = Buffer.from(data).toString("base64");
  expect(valuesAt({ data: base64, encoding: "BASE64", contentType }, place, path, options)).toEqual(listed);
  return listed;
}
const text = (value: unknown) => JSON.stringify(value);
const outputs = (data: unknown, shape: readonly number[]) =>
  text({ model_name: "tide", outputs: [{ name: "predict", shape, datatype: "FP64", data }] });

describe("answers", () => {
  test.each<readonly [string, string, Place, string, number | null, readonly unknown[]]>([
    ["CSV", "7,0.1\n8,0.2\n", 1, "text/csv", null, ["0.1", "0.2"]],
    ["CSV with header", "id,score\n7,0.1\n", 1, "text/csv; header=present", null, ["0.1"]],
    ["a named column of it", "id,score\n7,0.1\n", "score", "text/csv; header=present", null, ["0.1"]],
    ["one list", "[0.1, 0.9]", 1, "application/json", null, [0.9]],
    ["one list, an answer a label", "[0.1, 0.9, 0.4]", 0, "application/json", 3, [0.1, 0.9, 0.4]],
    ["lists", "[[0.1, 0.9], [0.3, 0.7]]", 1, "application/json", null, [0.9, 0.7]],
    ["predictions", text({ predictions: [4, 5] }), 0, "application/json", 2, [4, 5]],
    ["predictions of one answer's parts", text({ predictions: [4, 5] }), 1, "application/json", 1, [5]],
    ["predictions of lists", text({ predictions: [[4], [5]] }), 0, "application/json", null, [4, 5]],
    [
      "a path",
      text({ predictions: [{ s: 4 }, { s: [5] }] }),
      "predictions.*.s",
      "application/json",
      null,
      [4, 5],
    ],
    ["JSON Lines", '{"score":4}\n{"score":5}\n', "score", "application/jsonlines", null, [4, 5]],
    ["JSON Lines of lists", "[4,1]\n[5,2]\n", 0, "application/jsonlines", 2, [4, 5]],
    ["JSON Lines of values", "4\n5\n", 0, "application/jsonlines", 2, [4, 5]],
    ["a tensor", outputs([4, 5], [2]), 0, "application/json", null, [4, 5]],
    ["a tensor of rows", outputs([4, 1, 5, 2], [2, 2]), 1, "application/json", null, [1, 2]],
    ["a nested tensor", outputs([[4], [5]], [2, 1]), "predict", "application/json", null, [4, 5]],
    ["batch output", text({ SageMakerInput: [1], SageMakerOutput: [4] }), 0, "application/json", null, [4]],
    ["NaN of Python", '{"score": NaN}', "score", "application/json", null, [Number.NaN]],
    ["large ids", '{"class": 9007199254740993}', "class", "application/json", null, ["9007199254740993"]],
  ])("of %s are found", (_, data, place, contentType, rows, expected) => {
    expect(found(data, place, contentType, rows)).toEqual(expected);
  });

  test.each<readonly [string, Place, string]>([
    ['{"name": "secret-17"}', "score", 'is an object; expected a value at "score"'],
    ['["secret-17"]', 3, "is a list of 1; expected a value at 3"],
    ['{"name": "secret-17"', 0, "is no JSON"],
    ['"secret-17"', 2, "is a text; expected a value at 2"],
    [outputs([1, 2], [3]), 0, "a tensor has 2 values"],
    [text({ predictions: "secret-17" }), "a[?b]", 'is not read; the expression "a[?b]" is not loaded'],
  ])("that are not understood have a reason without a value: %s", (data, place, reason) => {
    const wrong = found(data, place);
    expect(wrong).toContain(`endpointOutput.data: ${reason}`);
    expect(wrong).not.toContain("secret-17");
  });
});
