import { expect, it } from "vitest";
import { fewest } from "./shrink.ts";

const letters = "abcdefgh".split("");

it.each(["a", "h", "cf", "abgh", "abcdefgh"])(
  "of eight things, %s are found when it takes them",
  async (needed) => {
    const isEnough = async (some: readonly string[]) => needed.split("").every((one) => some.includes(one));
    expect((await fewest(letters, isEnough)).join("")).toBe(needed);
  },
);

it("nothing is left when nothing is needed", async () => {
  expect(await fewest(letters, async () => true)).toEqual([]);
});
