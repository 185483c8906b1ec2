import { describe, expect, it } from "vitest";
import type { ServiceModel } from "../service-models/service-model.ts";
import { Validator } from "./validator.ts";
import { detected } from "./violation.ts";

const model: ServiceModel = {
  service: "tides",
  apiVersion: "2026-01-01",
  operations: {},
  shapes: {
    Request: {
      type: "structure",
      required: ["StationName"],
      members: {
        StationName: { shape: "Name" },
        Gauges: { shape: "Gauges" },
        Labels: { shape: "Labels" },
        Names: { shape: "Names" },
        Secret: { shape: "Secret" },
        Since: { shape: "Time" },
        Reading: { shape: "Reading" },
        Above: { shape: "Request" },
      },
    },
    Name: { type: "string", min: 1, max: 5, pattern: "[a-z]+" },
    Names: { type: "list", member: { shape: "Name" }, max: 2 },
    Gauges: { type: "list", member: { shape: "Gauge" }, min: 1 },
    Gauge: {
      type: "structure",
      required: ["Kind"],
      members: { Kind: { shape: "Kind" }, Depth: { shape: "Depth" } },
    },
    Kind: { type: "string", enum: ["Float", "Radar"] },
    Depth: { type: "integer", min: 0, max: 9 },
    Labels: { type: "map", key: { shape: "Name" }, value: { shape: "Name" } },
    Secret: { type: "string", min: 3, sensitive: true },
    Time: { type: "timestamp" },
    Reading: {
      type: "structure",
      union: true,
      members: { High: { shape: "Depth" }, Low: { shape: "Depth" } },
    },
  },
};
const validator = new Validator(model);

function said(more: object): string {
  const violations = validator.violations("Request", { StationName: "kiel", ...more });
  return violations.length === 0 ? "" : detected(violations);
}

describe("a value that its shape does not allow is told with its place", () => {
  it.each([
    [
      "a member that is required",
      { StationName: null },
      "Value null at 'stationName' failed to satisfy constraint: Member must not be null",
    ],
    [
      "a text that is too long",
      { StationName: "kieler" },
      "Value 'kieler' at 'stationName' failed to satisfy constraint: Member must have length less than or equal to 5",
    ],
    [
      "a text of another pattern",
      { StationName: "Kiel" },
      "Value 'Kiel' at 'stationName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-z]+",
    ],
    [
      "a structure in a list, counted from one",
      { Gauges: [{ Kind: "Float" }, { Kind: "Sonar", Depth: -1 }] },
      "Value 'Sonar' at 'gauges.2.member.kind' failed to satisfy constraint: Member must satisfy enum value set: [Float, Radar]; Value '-1' at 'gauges.2.member.depth' failed to satisfy constraint: Member must have value greater than or equal to 0",
    ],
    ["an empty structure", { Gauges: [{}] }, "Value null at 'gauges.1.member.kind'"],
    [
      "an empty list",
      { Gauges: [] },
      "Value '[]' at 'gauges' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      "a text in a list, by the whole list",
      { Names: ["a", "B"] },
      "Value '[a, B]' at 'names' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 5, Member must have length greater than or equal to 1, Member must satisfy regular expression pattern: [a-z]+]",
    ],
    [
      "a value of a map, by the whole map",
      { Labels: { a: "B" } },
      "Value '{a=B}' at 'labels' failed to satisfy constraint: Map value must satisfy constraint: [",
    ],
    ["a key of a map", { Labels: { A: "b" } }, "Map keys must satisfy constraint: ["],
    ["a secret, without its value", { Secret: "ab" }, "Value at 'secret' failed to satisfy constraint"],
    [
      "two members of which one is meant",
      { Reading: { High: 1, Low: 1 } },
      "Exactly one of High, Low must be set",
    ],
    ["a shape within itself", { Above: { StationName: "" } }, "at 'above.stationName'"],
  ])("%s", (_, input, message) => {
    expect(said(input)).toContain(message);
  });

  it("all of them at once, and ten at most", () => {
    expect(said({ Gauges: [{ Depth: 10 }] })).toMatch(/^2 validation errors detected: /);
    expect(said({ Gauges: Array.from({ length: 20 }, () => ({})) })).toMatch(
      /^10 validation errors detected: /,
    );
  });
});

it("what the shape allows is let through, and so is what it does not know", () => {
  expect(
    said({
      Gauges: [{ Kind: "Radar", Depth: 9 }],
      Labels: { a: "b" },
      Reading: { High: 0 },
      Since: 1_700_000_000.5,
      Unknown: { anything: true },
      Secret: null,
    }),
  ).toBe("");
});

it.each([
  ["a number for a text", { StationName: 1 }, "NUMBER_VALUE cannot be converted to String"],
  [
    "a text for a number",
    { Gauges: [{ Kind: "Float", Depth: "1" }] },
    "STRING_VALUE cannot be converted to Integer",
  ],
  ["a structure for a list", { Gauges: {} }, "Start of structure or map found where not expected"],
  ["a list for a text", { StationName: [] }, "Unrecognized collection type class java.lang.String"],
  ["no time", { Since: "yesterday" }, "STRING_VALUE cannot be converted to Date"],
])("%s cannot be read at all", (_, input, message) => {
  expect(() => said(input)).toThrow(message);
});
