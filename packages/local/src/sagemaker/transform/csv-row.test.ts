import { expect, it } from "vitest";
import { readRow, writeRow } from "./csv-row.ts";

it.each([
  ["", [""]],
  ["1", ["1"]],
  ["1,2", ["1", "2"]],
  ["1,", ["1", ""]],
  [",1", ["", "1"]],
  ['"a,b",2', ["a,b", "2"]],
  ['"say ""ebb""",""', ['say "ebb"', ""]],
  ['"ebb"tide,1', ['"ebb"tide', "1"]],
  ['"never closed,1', ['"never closed', "1"]],
])("reads %j", (line, cells) => {
  expect(readRow(line)).toEqual(cells);
});

it("reads what it has written", () => {
  const cells = ["1", "", 'a "b"', "c,d", " e "];
  expect(readRow(writeRow(cells))).toEqual(cells);
});
