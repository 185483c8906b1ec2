import { describe, expect, it } from "vitest";
import { parseJson } from "./python-json.ts";

const read = (text: string) => {
  const parsed = parseJson(text);
  return parsed.ok ? parsed.value : parsed.reason;
};

describe("JSON as people send it", () => {
  it("is read as JSON says", () => {
    expect(read('{"a":[1,"x",null,true]}')).toEqual({ a: [1, "x", null, true] });
  });

  it("may hold Python's numbers that are none, wherever a value may stand", () => {
    expect(read("NaN")).toBeNaN();
    expect(read('[NaN, -Infinity,{"a":Infinity}]')).toEqual([
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      { a: Number.POSITIVE_INFINITY },
    ]);
  });

  it("keeps texts that only look like such numbers", () => {
    expect(read('{"NaN":"NaN","b":"say \\"Infinity\\"","c":NaN}')).toEqual({
      NaN: "NaN",
      b: 'say "Infinity"',
      c: Number.NaN,
    });
    expect(read('["not a number","not a number!",NaN]')).toEqual([
      "not a number",
      "not a number!",
      Number.NaN,
    ]);
  });

  it("may begin with a byte order mark", () => {
    expect(read('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it("keeps an own field called __proto__ beside a number that is none", () => {
    const value = read('{"__proto__":NaN,"a":1}');
    expect(Object.entries(value as object)).toEqual([
      ["__proto__", Number.NaN],
      ["a", 1],
    ]);
  });

  it("is refused with the parser's own words when it is neither", () => {
    for (const text of ["", "{", "nan", "NaN NaN", "+Infinity", "[1,]", "{'a':1}", "undefined"]) {
      expect(parseJson(text), text).toMatchObject({ ok: false, reason: expect.any(String) });
    }
  });

  it("may nest as deep as a text of 6 MB can", () => {
    const deep = `${"[".repeat(100_000)}NaN${"]".repeat(100_000)}`;
    expect(parseJson(deep).ok).toBe(true);
  });
});
