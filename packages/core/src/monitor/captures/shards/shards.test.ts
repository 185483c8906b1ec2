import { expect, it } from "vitest";
import { seededIntegers } from "../../../stats/random.ts";
import { shardsOf } from "./shards.ts";

const files = (...sizes: readonly number[]) =>
  sizes.map((bytes, index) => ({ key: `${index}`, etag: `"${index}"`, bytes, ranges: [], timeless: true }));
const sizes = { above: 20, most: 10 };
const cut = (...bytes: readonly number[]) =>
  shardsOf(files(...bytes), sizes).map((shard) => shard.map((file) => file.bytes));

it("leaves a window whole that is not above the size", () => {
  expect(cut(10, 10)).toEqual([[10, 10]]);
  expect(cut()).toEqual([[]]);
});

it("cuts a larger one in the order of its files, none in two", () => {
  expect(cut(4, 4, 4, 4, 4, 4)).toEqual([
    [4, 4],
    [4, 4],
    [4, 4],
  ]);
  expect(cut(30)).toEqual([[30]]);
  expect(cut(1, 30, 1)).toEqual([[1], [30], [1]]);
});

it("has every file once, and no shard above its size that has more than one", () => {
  const integers = seededIntegers(8);
  for (let run = 0; run < 100; run += 1) {
    const all = files(...Array.from({ length: 1 + (integers() % 40) }, () => integers() % 25));
    const shards = shardsOf(all, sizes);
    expect(shards.flat()).toEqual(all);
    if (shards.length === 1) continue;
    for (const shard of shards) {
      const bytes = shard.reduce((sum, file) => sum + file.bytes, 0);
      expect(shard.length === 1 || bytes <= sizes.most).toBe(true);
    }
  }
});
