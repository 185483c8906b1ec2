import { expect, it } from "vitest";
import { modelledServices, serviceModel } from "../service-models/service-model.ts";
import { javaPattern } from "./java-pattern.ts";

it.each(modelledServices)("every expression of the model of %s is read", (service) => {
  for (const { pattern } of Object.values(serviceModel(service).shapes)) {
    if (pattern !== undefined) expect(() => javaPattern(pattern)).not.toThrow();
  }
});

it.each([
  ["the whole value", "[a-z]+", "tide", "tide!"],
  ["a class that only Java names", "\\p{Print}+", "a ~", "a\n"],
  ["such a class within brackets", "arn:[\\p{Alnum}\\-]+", "arn:a-1", "arn:a_1"],
  ["letters of all scripts", "[\\p{L}]+", "größe", "a1"],
  ["Java's anchors", "\\A\\S[\\p{Print}]*\\z", "a b", " a"],
  ["a repeated anchor", "([a-z]*)$" + "{1,128}", "abc", "ABC"],
  ["either case", "(?i)all|[0-9]{2}", "ALL", "none"],
  [
    "pairs of surrogates",
    "[\\u0020-\\uD7FF\\uE000-\\uFFFD\\uD800\\uDC00-\\uDBFF\\uDFFF\\r\\n\\t]*",
    "🌊",
    "\u0000",
  ],
])("an expression of Java matches as it does there: %s", (_, source, fitting, other) => {
  expect(javaPattern(source).test(fitting)).toBe(true);
  expect(javaPattern(source).test(other)).toBe(false);
});
