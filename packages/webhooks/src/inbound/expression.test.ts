import { describe, expect, it } from "vitest";
import { isTrue } from "./expression.ts";

describe("an expression", () => {
  it("is true as JMESPath means it", () => {
    expect([0, "0", [0], { a: null }, true].map(isTrue)).toEqual([true, true, true, true, true]);
    expect([null, undefined, false, "", [], {}].map(isTrue)).not.toContain(true);
  });
});
