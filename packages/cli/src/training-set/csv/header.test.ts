import { describe, expect, it } from "vitest";
import { namesOf } from "./header.ts";

const untold = { header: null, columns: null };
const records = (...lines: readonly string[]) => lines.map((line) => line.split(","));
const repeated = (times: number, ...lines: readonly string[]) =>
  Array.from({ length: times }, () => records(...lines)).flat();

describe("the first line of a CSV file", () => {
  it.each([
    ["a text stands over numbers", "swell,wind", records("1.2,west")],
    ["a text stands over truth values", "open,wind", records("true,west", "false,north")],
    ["a text stands over numbers that may be infinite or missing", "swell", records("inf", "", "NA", "2")],
    ["all columns repeat and none has what it has", "wind,town", repeated(60, "west,Aarhus", "north,Bergen")],
    ["one column repeats, others are free text", "wind,note", repeated(60, "west,x", "north,y")],
  ])("names the columns where %s", (_, first, below) => {
    const answer = namesOf(first.split(","), below, untold);
    expect(answer).toMatchObject({ ok: true, header: true, names: first.split(",") });
  });

  it.each([
    [
      "only numbers",
      "1,2,3",
      records("4,5,6"),
      /field 1 is the number 1\. Write --header .* with their 3 names/,
    ],
    ["a number beside texts", "39,west", records("40,north"), /field 1 is the number 39/],
    ["what is written for missing values", "?,west", records("4,north"), /"\?", is no name/],
    ["a word for missing values", "nan,west", records("4,north"), /"nan", is no name/],
    ["NA", "NA,west", records("4,north"), /"NA", is no name/],
    ["texts over few texts", "west,Aarhus", records("north,Bergen"), /may be names or a row/],
    ["a text that rows have too", "west", repeated(60, "west", "north"), /may be names or a row/],
    ["texts over texts of which one is rare", "east", [...repeated(60, "west"), ["south"]], /may be names/],
    ["an empty name", ",swell", records("0,1.2"), /field 1 is empty; .* to_csv is told index=False/],
    ["a name twice", "a,a", records("1,2"), /two columns are called "a"/],
  ])("is refused where it has %s and nobody tells", (_, first, below, reason) => {
    const answer = namesOf(first.split(","), below, untold);
    expect(answer).toMatchObject({ ok: false, reason: expect.stringMatching(reason) });
  });

  it("is what a person says it is", () => {
    const first = ["1", "2"];
    const below = records("4,5");
    expect(namesOf(first, below, { header: true, columns: null })).toMatchObject({
      header: true,
      names: first,
    });
    expect(namesOf(first, below, { header: true, columns: ["a", "b"] })).toMatchObject({
      header: true,
      names: ["a", "b"],
    });
    for (const header of [false, null]) {
      expect(namesOf(first, below, { header, columns: ["a", "b"] })).toMatchObject({
        ok: true,
        header: false,
        names: ["a", "b"],
      });
    }
  });

  it("is no row where it has the names of --columns, or other names for certain", () => {
    const columns = ["swell", "wind"];
    const below = records("1.2,west");
    expect(namesOf(columns, below, { header: null, columns })).toMatchObject({ ok: true, header: true });
    expect(namesOf(columns, below, { header: false, columns })).toMatchObject({ ok: false });
    expect(namesOf(["height", "from"], below, { header: null, columns })).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/^seems to name the columns: height, from\. Write --header/),
    });
  });

  it("must have as many fields as --columns has names", () => {
    expect(namesOf(["1", "2"], [], { header: false, columns: ["a"] })).toEqual({
      ok: false,
      reason: "has 2 fields; --columns names 1",
    });
  });
});
