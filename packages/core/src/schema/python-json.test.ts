import { describe, expect, it } from "vitest";
import { parseExactJson, parseJson } from "./python-json.ts";

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

  it("may hold one text of 16 MB, whatever stands in it", () => {
    for (const part of ["x", '\\"', "\\\\"]) {
      const long = part.repeat(16_000_000 / part.length);
      expect(parseJson(`["${long}",NaN]`).ok).toBe(true);
    }
  });
});

describe("JSON read exactly", () => {
  it("may hold millions of digits, which are a number as any other", () => {
    const digits = "9".repeat(16_000_000);
    expect(parseExactJson(`[${digits}]`)).toEqual({ ok: true, value: [Number.POSITIVE_INFINITY] });
    expect(parseExactJson(`[NaN,${digits}]`)).toEqual({
      ok: true,
      value: [Number.NaN, Number.POSITIVE_INFINITY],
    });
    expect(parseExactJson(digits)).toEqual({ ok: true, value: Number.POSITIVE_INFINITY });
  });

  const exact = (text: string) => {
    const parsed = parseExactJson(text);
    return parsed.ok ? parsed.value : parsed.reason;
  };

  it("keeps the digits of whole numbers that no double holds, as their text", () => {
    expect(exact('{"id":9007199254740993,"of":[9007199254740992,-12345678901234567890]}')).toEqual({
      id: "9007199254740993",
      of: ["9007199254740992", "-12345678901234567890"],
    });
    expect(exact("9007199254740993")).toBe("9007199254740993");
    expect(exact("[9007199254740993,NaN]")).toEqual(["9007199254740993", Number.NaN]);
  });

  it("leaves every other number, and texts, as they are", () => {
    const text =
      '{"a":0.30000000000000004,"b":9007199254740991,"c":1234567890123456e3,"d":"[9007199254740993]"}';
    expect(exact(text)).toEqual(JSON.parse(text));
    expect(exact('{"e":1e-1234567890123456,"f":1.0,"g":"9007199254740993, "}')).toEqual({
      e: 0,
      f: 1,
      g: "9007199254740993, ",
    });
  });

  it("is refused as any other is", () => {
    expect(exact("[9007199254740993")).toMatch(/JSON/);
  });
});
