import { describe, expect, it } from "vitest";
import { difference, dividesAs, type FoundEndpoint } from "./endpoint-expectation.ts";

const found = (changes: Partial<FoundEndpoint> = {}): FoundEndpoint => ({
  exists: true,
  status: "InService",
  config: "tides-1",
  pendingConfig: null,
  variants: [
    { name: "old", weight: 80 },
    { name: "new", weight: 20 },
  ],
  failureReason: null,
  ...changes,
});
const expected = { configs: ["tides-1", "tides-2"], weights: [{ old: 80, new: 20 }] };
const variants = (...weights: readonly (readonly [string, number])[]) =>
  weights.map(([name, weight]) => ({ name, weight }));

describe("variants divide the traffic as wanted", () => {
  it.each([
    ["with the same weights", variants(["old", 80], ["new", 20]), { old: 80, new: 20 }],
    ["with the same shares", variants(["old", 4], ["new", 1]), { old: 80, new: 20 }],
    ["in any order", variants(["new", 20], ["old", 80]), { old: 80, new: 20 }],
    [
      "with 32-bit floats",
      variants(["old", Math.fround(0.9)], ["new", Math.fround(0.1)]),
      { old: 90, new: 10 },
    ],
    [
      "with a third as a 32-bit float",
      variants(["old", Math.fround(200 / 3)], ["new", Math.fround(100 / 3)]),
      { old: 2, new: 1 },
    ],
    ["alone, with whatever weight", variants(["new", 100]), { new: 1 }],
    ["when one has none of it", variants(["old", 1], ["new", 0]), { old: 100, new: 0 }],
    ["when none has any of it", variants(["old", 0], ["new", 0]), { old: 0, new: 0 }],
  ] as const)("%s", (_, shown, wanted) => {
    expect(dividesAs(shown, wanted)).toBe(true);
  });

  it.each([
    ["with other shares", variants(["old", 79], ["new", 21]), { old: 80, new: 20 }],
    [
      "with shares that differ by a hundred thousandth",
      variants(["old", 80.001], ["new", 19.999]),
      { old: 80, new: 20 },
    ],
    ["the other way round", variants(["old", 20], ["new", 80]), { old: 80, new: 20 }],
    [
      "with one more, though it has no weight",
      variants(["old", 80], ["new", 20], ["shy", 0]),
      { old: 80, new: 20 },
    ],
    ["with one less", variants(["old", 1]), { old: 100, new: 0 }],
    ["with another name", variants(["old", 80], ["newer", 20]), { old: 80, new: 20 }],
    ["when all weights are 0", variants(["old", 0], ["new", 0]), { old: 80, new: 20 }],
  ] as const)("and not %s", (_, shown, wanted) => {
    expect(dividesAs(shown, wanted)).toBe(false);
  });
});

describe("an endpoint is as expected", () => {
  it.each([
    ["with one of the configs", {}],
    ["with another of them", { config: "tides-2" }],
    ["on its way to one of them", { status: "Updating", pendingConfig: "tides-2" }],
    ["whatever weights it shows while they change", { status: "Updating", variants: variants(["old", 1]) }],
  ] as const)("%s", (_, changes) => {
    expect(difference(found(changes), expected)).toBeNull();
  });

  it("with any weights where any will do", () => {
    expect(difference(found({ variants: variants(["x", 7]) }), { ...expected, weights: null })).toBeNull();
  });
});

describe("an endpoint differs", () => {
  it.each([
    ["that is gone", { exists: false, config: null }, "the endpoint does not exist"],
    [
      "with a config of someone else",
      { config: "by-hand" },
      "the endpoint is InService with config by-hand, and should have tides-1 or tides-2",
    ],
    [
      "without a config",
      { config: null, status: "Creating" },
      "the endpoint is Creating with config null, and should have tides-1 or tides-2",
    ],
    [
      "on its way to a config of someone else",
      { status: "Updating", pendingConfig: "by-hand" },
      "the endpoint is on its way to config by-hand, and should have tides-1 or tides-2",
    ],
    [
      "in weights once it is in service",
      { variants: variants(["old", 50], ["new", 50]) },
      "the endpoint divides its traffic as old 50, new 50, and should as old 80, new 20",
    ],
  ] as const)("%s, and says in what", (_, changes, words) => {
    expect(difference(found(changes), expected)).toBe(words);
  });
});
