import { describe, expect, it } from "vitest";
import { brokenExpressions, isTrue } from "./expression.ts";

describe("an expression", () => {
  it("is true as JMESPath means it", () => {
    expect([0, "0", [0], { a: null }, true].map(isTrue)).toEqual([true, true, true, true, true]);
    expect([null, undefined, false, "", [], {}].map(isTrue)).not.toContain(true);
  });

  it("that is no JMESPath is named with its place, before any payload comes", () => {
    const hook = (rule: object) => ({
      scheme: "hmac" as const,
      secret: "/x",
      rules: [{ signal: "retrain" as const, model: "tides", ...rule }],
    });

    expect(brokenExpressions("lab", hook({ when: "body.[" }))).toEqual([
      expect.stringMatching(/^hooks\.lab\.rules\.0\.when is "body\.\[": no JMESPath, /),
    ]);
    expect(brokenExpressions("lab", hook({ model: { from: "nosuch(body)" } }))).toEqual([
      expect.stringContaining("hooks.lab.rules.0.model.from"),
    ]);
    expect(
      brokenExpressions("lab", hook({ when: "ends_with(body.ref, 'x')", model: { from: "body.a" } })),
    ).toEqual([]);
  });
});
