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
