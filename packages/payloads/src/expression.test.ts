import { describe, expect, it } from "vitest";
import { evaluate } from "./expression.ts";

const payload = { headers: { "x-github-event": "push" }, body: { ref: "refs/heads/main", list: [1, 2] } };

describe("an expression", () => {
  it("is asked of the vouched headers and the body", () => {
    expect(evaluate("headers.\"x-github-event\" == 'push' && body.list[1] == `2`", payload)).toEqual({
      ok: true,
      value: true,
    });
    expect(evaluate("body.nothing.there", payload)).toEqual({ ok: true, value: null });
  });

  it.each([
    "sort(body.list)",
    "reverse(body.list)",
    "sort_by(body.list, &@)",
    "reverse(sort(body.list))",
    "body.rows[*].reverse(tags)",
    "map(&sort(tags), body.rows)",
    "merge(body.rows[0], body.rows[1])",
    "to_array(body.list) | reverse(@)",
    "not_null(body.list) | sort(@)",
    "body.rows[].tags | sort([])",
  ])("leaves the payload as it is for what is asked after it: %s", (expression) => {
    const rows = [{ tags: ["c", "a"] }, { tags: ["b"] }];
    const shared = { headers: {}, body: { list: [2, 3, 1], rows } };
    const before = structuredClone(shared);
    expect(evaluate(expression, shared).ok).toBe(true);
    expect(shared).toEqual(before);
    expect(evaluate(`[${expression}, body.list, body.rows]`, shared)).toMatchObject({
      ok: true,
      value: [expect.anything(), [2, 3, 1], rows],
    });
  });

  it.each([
    ["map(&score, body.rows)", [0, -1.5, null]],
    ["map(&right, body.rows)", [false, true, false]],
    ["map(&note, body.rows)", ["", " ", null]],
    ["map(&score == `0`, body.rows)", [true, false, false]],
    ["map(&tags[0], body.rows)", [0, null, [1]]],
    ["map(&length(tags), body.rows)", [2, 0, 1]],
    ["sum(map(&length(tags), body.rows))", 3],
    ["map(&not_null(score, right), body.rows)", [0, -1.5, false]],
    ["not_null(body.nothing, body.rows[0].note, 'x')", ""],
    ["not_null(body.nothing, body.none)", null],
    ["contains(body.rows[2].tags, `[1]`)", true],
    ["contains(body.rows[0].tags, `0`)", true],
    ["contains(body.rows[0].tags, `false`)", false],
    ["map(&to_number(@), body.texts)", [0, null, 5, null, 1000, null, null]],
    ["to_number(`null`)", null],
    ["avg(body.empty)", null],
    ["avg(body.rows[?score].score)", -0.75],
    ["length(body.word)", 3],
    ["reverse(body.word)", "x\u{1F600}\u00E9"],
    ["map(&@, body.empty)", []],
  ])("has the value that the specification gives it: %s", (expression, value) => {
    const rows = [
      { score: 0, right: false, note: "", tags: [0, null] },
      { score: -1.5, right: true, note: " ", tags: [] },
      { score: null, right: false, note: null, tags: [[1]] },
    ];
    const texts = ["0", "", "5", "0x1f", "1e3", "Infinity", " "];
    const document = { headers: {}, body: { rows, texts, empty: [], word: "\u00E9\u{1F600}x" } };
    expect(evaluate(expression, document)).toEqual({ ok: true, value });
  });

  it.each([
    "map(body.list, &@)",
    "map(&@, body.ref)",
    "map(&@)",
    "map(&@, body.list, body.list)",
    "length(`1`)",
    "not_null()",
    "avg(body.ref)",
  ])("refuses what a function does not take: %s", (expression) => {
    expect(evaluate(expression, payload).ok).toBe(false);
  });

  it("is told what a function of the specification cannot be given", () => {
    expect(evaluate("sort(body.ref)", payload)).toMatchObject({
      ok: false,
      why: expect.stringContaining("sort"),
    });
    expect(evaluate("reverse(body.ref)", payload)).toEqual({ ok: true, value: "niam/sdaeh/sfer" });
  });

  it("that takes longer than it may is ended, says so, and the next one is evaluated", () => {
    const list = Array.from({ length: 300_000 }, (_, index) => (index * 7_919) % 300_007);
    expect(evaluate("sort(body.list)[0]", { headers: {}, body: { list } }, 1)).toEqual({
      ok: false,
      why: "it takes more than 1 milliseconds on this payload",
      fault: "takes more than 1 milliseconds on this payload",
    });
    expect(evaluate("body.ref", payload)).toEqual({ ok: true, value: "refs/heads/main" });
  });

  it.each([
    "length(body.list)",
    "sort(body.list)[0]",
    "max_by(body.rows, &n).n",
    "body.rows[?contains(name, 'x')].n | [0]",
    "body.rows[].tags[] | join(',', @)",
    "body.*.*",
    "reverse(sort_by(body.rows, &name))[0].n",
  ])("has time for the largest payload that is taken: %s", (expression) => {
    const list = Array.from({ length: 20_000 }, (_, index) => (index * 7_919) % 20_011);
    const rows = Array.from({ length: 1_500 }, (_, n) => ({
      n,
      name: `row ${(n * 7_919) % 1_511}`,
      tags: ["a", "b"],
    }));
    const large = { headers: {}, body: { list, rows } };
    expect(JSON.stringify(large).length).toBeLessThan(256_000);
    const found = evaluate(expression, large);
    expect(found.ok ? "in time" : found.why).toBe("in time");
  });

  it("that cannot be evaluated says why", () => {
    expect(evaluate("ends_with(body.list, 'x')", payload)).toMatchObject({
      ok: false,
      why: expect.stringContaining("ends_with"),
    });
  });
});
