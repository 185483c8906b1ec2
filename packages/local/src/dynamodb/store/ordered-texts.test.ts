import { expect, it } from "vitest";
import { seededRandom } from "../../random.ts";
import { OrderedTexts, type Range } from "./ordered-texts.ts";

/** The same, found by looking at all of them. */
function expected(
  keys: readonly string[],
  { gt, gte, lt, lte, reverse, limit = -1 }: Range,
): readonly string[] {
  const within = keys
    .filter((key) => (gt === undefined || key > gt) && (gte === undefined || key >= gte))
    .filter((key) => (lt === undefined || key < lt) && (lte === undefined || key <= lte))
    .sort();
  const ordered = reverse ? within.reverse() : within;
  return limit < 0 ? ordered : ordered.slice(0, limit);
}

it("gives the keys of every range in order, whatever was written and deleted between", () => {
  const random = seededRandom(7);
  const key = () => String(Math.floor(random() * 300)).padStart(3, "0");
  const texts = new OrderedTexts();
  const all = new Map<string, string>();
  for (let round = 0; round < 200; round += 1) {
    const writes = random() < 0.2 ? 60 : Math.floor(random() * 5);
    for (let write = 0; write < writes; write += 1) {
      const written = key();
      if (random() < 0.4) {
        texts.delete(written);
        all.delete(written);
      } else {
        texts.put(written, `${round}`);
        all.set(written, `${round}`);
      }
    }
    const range: Range = {
      ...[{}, { gt: key() }, { gte: key() }][Math.floor(random() * 3)],
      ...[{}, { lt: key() }, { lte: key() }][Math.floor(random() * 3)],
      reverse: random() < 0.5,
      limit: random() < 0.5 ? -1 : Math.floor(random() * 10),
    };
    expect(texts.keys(range), JSON.stringify(range)).toEqual(expected([...all.keys()], range));
    expect(texts.keys().map((each) => [each, texts.get(each)])).toEqual([...all].sort());
  }
});

it("gives keys as they were when they were asked for", () => {
  const texts = new OrderedTexts();
  texts.put("a", "1");
  texts.put("b", "2");
  const before = texts.keys();

  texts.put("c", "3");
  texts.delete("a");

  expect(before).toEqual(["a", "b"]);
  expect(texts.keys()).toEqual(["b", "c"]);
});
