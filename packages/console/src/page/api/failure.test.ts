import { expect, it } from "vitest";
import { failureOf, passes } from "./failure.ts";
import { failureWords } from "./failure-words.ts";

const problem = (type: string, more = {}) => ({
  type: `/problems/${type}`,
  title: "",
  status: 0,
  detail: `about ${type}`,
  instance: "/models/tide",
  ...more,
});

it.each([
  [401, { message: "Unauthorized" }, { kind: "signed-out" }],
  [403, { message: "Forbidden" }, { kind: "signed-out" }],
  [403, problem("forbidden"), { kind: "forbidden", detail: "about forbidden" }],
  [404, problem("not-found"), { kind: "not-found", detail: "about not-found" }],
  [409, problem("sequence-conflict", { sequence: 44 }), { kind: "conflict", sequence: 44 }],
  [409, problem("refused"), { kind: "refused", detail: "about refused", entry: null }],
  [412, "", { kind: "conflict", sequence: null }],
  [429, { message: "Too Many Requests" }, { kind: "busy", seconds: 2 }],
  [500, "<html>", { kind: "broken", status: 500, detail: "The API answered 500." }],
  [422, problem("key-reused"), { kind: "invalid", detail: "about key-reused" }],
])("%i is told by what a person can do about it", (status, body, failure) => {
  expect(failureOf(status, body, null)).toEqual(failure);
});

it("how long a busy API is to be left alone is what it says", () => {
  expect(failureOf(503, problem("busy"), "7")).toEqual({ kind: "busy", seconds: 7 });
});

it("only what may pass by itself is sent again as the same act", () => {
  expect(passes({ kind: "offline" })).toBe(true);
  expect(passes({ kind: "broken", status: 502, detail: "" })).toBe(true);
  expect(passes({ kind: "conflict", sequence: 44 })).toBe(false);
  expect(passes({ kind: "signed-out" })).toBe(false);
});

it("a conflict is explained: nothing was done, and what to do", () => {
  expect(failureWords({ kind: "conflict", sequence: 44 })).toEqual({
    title: "The model has changed since you looked",
    advice: expect.stringMatching(/^Nothing was done\. Look at what has changed/),
  });
});
