import { describe, expect, it } from "vitest";
import { NothingThere, pick, readJsonPath } from "./json-path.ts";

const row = ["a", "b", "c", "d", "e"];
const record = { id: 7, name: "x", inner: { list: [1, 2, 3] } };

describe("paths of batch transform", () => {
  it.each([
    ["$", row, row],
    ["$[1]", row, "b"],
    ["$[-1]", row, "e"],
    ["$[1:]", row, ["b", "c", "d", "e"]],
    ["$[:2]", row, ["a", "b"]],
    ["$[-2:]", row, ["d", "e"]],
    ["$[0,3:]", row, ["a", "d", "e"]],
    ["$[*]", row, row],
    ["$.id", record, 7],
    ["$['inner'].list[1:]", record, [2, 3]],
    ["$['id','name']", record, { id: 7, name: "x" }],
  ])("%s picks", (path, value, expected) => {
    expect(pick(readJsonPath(path) ?? [], value)).toEqual(expected);
  });

  it.each(["features", "$.", "$[", "$[a]", "$[1:][0]", "$..id", "$[?(@.id)]"])("%s is none", (path) => {
    expect(readJsonPath(path)).toBeNull();
  });

  it.each(["$[9]", "$.id"])("%s leads nowhere in a row", (path) => {
    expect(() => pick(readJsonPath(path) ?? [], row)).toThrow(NothingThere);
  });
});
