import { expect, it } from "vitest";
import { sectionsOf } from "./policy-sections.ts";

it("settings stand in the policy's sections, in its order", () => {
  const paths = ["endpoint", "packageGroup", "drift.window", "gate[0].metric", "gate[1].atMost", "approve"];
  const sections = sectionsOf(paths.map((path) => ({ path, value: "x" })));
  expect(sections.map(([name, its]) => [name, its.map(({ path }) => path)])).toEqual([
    ["model", ["endpoint", "packageGroup"]],
    ["drift", ["window"]],
    ["gate", ["[0].metric", "[1].atMost"]],
    ["approve", ["approve"]],
  ]);
});
