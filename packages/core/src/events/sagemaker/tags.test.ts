import { expect, test } from "vitest";
import { taggedModel } from "./tags.ts";

test.each<[unknown, string | null]>([
  [{ "driftwheel:model": "frost" }, "frost"],
  [
    [
      { Key: "a", Value: "b" },
      { Key: "driftwheel:model", Value: "frost" },
    ],
    "frost",
  ],
  [{ "driftwheel:model": 3 }, null],
  [{}, null],
  [[], null],
  [null, null],
  [undefined, null],
  [JSON.parse('{"__proto__": {"driftwheel:model": "frost"}}'), null],
])("%j names the model %s", (tags, model) => {
  expect(taggedModel.parse(tags)).toBe(model);
});

test.each([["text"], [7], [["frost"]]])("%j are no tags", (tags) => {
  expect(taggedModel.safeParse(tags).success).toBe(false);
});
