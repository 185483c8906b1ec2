import { expect, it } from "vitest";
import { csvRecords } from "./records.ts";

it("reads records of any number of fields, quotes and line ends of either kind", () => {
  expect(csvRecords('a,b\r\n\n"c, ""d""\ne",\n7\n', ",")).toEqual([["a", "b"], ['c, "d"\ne', ""], ["7"]]);
  expect(csvRecords("", ",")).toEqual([]);
  expect(csvRecords('1,"never closed\n2', ",")).toEqual([["1", "never closed\n2"]]);
});
