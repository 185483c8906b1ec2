import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { digest } from "./digest.ts";

describe("the digest of a text", () => {
  it("is a whole number that a double holds exactly", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => Number.isSafeInteger(digest(text))));
  });

  it("is the same on every machine", () => {
    expect(digest("endpoint-changed arn:aws:sagemaker:eu-west-1:444455556666:endpoint/tides inservice")).toBe(
      6_778_382_657_603_235,
    );
  });

  it("tells a hundred thousand identities apart that differ in little", () => {
    const identities = Array.from(
      { length: 100_000 },
      (_, index) => `pipeline-step-changed arn:aws:sagemaker:eu-west-1:444455556666:pipeline/tides/${index}`,
    );
    expect(new Set(identities.map(digest)).size).toBe(identities.length);
  });

  it("changes half of its bits with one bit of the text", () => {
    const changed = Array.from({ length: 2_000 }, (_, index) =>
      bitsOf(digest(`signal ${index * 2}`) ^ digest(`signal ${index * 2 + 1}`)),
    );
    const mean = changed.reduce((sum, bits) => sum + bits, 0) / changed.length;
    expect(mean).toBeGreaterThan(14.5);
    expect(mean).toBeLessThan(17.5);
  });
});

/** Bits that are set in the lower half of a number. */
function bitsOf(number: number): number {
  return (number >>> 0).toString(2).replaceAll("0", "").length;
}
