import fc from "fast-check";
import { expect, test } from "vitest";
import { CaptureLines } from "./capture-lines.ts";

function cut(bytes: Uint8Array, sizes: readonly number[], longest?: number) {
  const lines: string[] = [];
  const unread: string[] = [];
  const splitter = new CaptureLines(
    { line: (text) => lines.push(text), unread: (reason) => unread.push(reason) },
    longest,
  );
  let from = 0;
  for (const size of sizes) {
    // One buffer for all chunks, as some readers have: nothing of it may be kept.
    const chunk = bytes.slice(from, from + size);
    splitter.push(chunk);
    chunk.fill(0);
    from += size;
  }
  splitter.push(bytes.subarray(from));
  splitter.end();
  return { lines, unread };
}

const encode = (text: string) => new TextEncoder().encode(text);

test("lines come out whole, wherever their bytes are cut", () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => text.replaceAll(/[\n\uFEFF]/g, "")),
      ),
      fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 }),
      fc.boolean(),
      (texts, sizes, ended) => {
        const { lines, unread } = cut(encode(texts.join("\n") + (ended ? "\n" : "")), sizes);
        expect(lines).toEqual(texts.filter((text) => text !== ""));
        expect(unread).toEqual([]);
      },
    ),
    { seed: 71, numRuns: 500 },
  );
});

test("a line that is too long is told once, and those around it are read", () => {
  const bytes = encode(`short\n${"x".repeat(50)}\nlast`);
  for (const sizes of [[], [3, 10, 10, 10], [56], Array.from({ length: 60 }, () => 1)]) {
    expect(cut(bytes, sizes, 20)).toEqual({
      lines: ["short", "last"],
      unread: ["the line is longer than 20 bytes; expected one captured request"],
    });
  }
});

test("a line that is no UTF-8 is told, and those around it are read", () => {
  const bytes = Uint8Array.of(97, 10, 0xff, 0xfe, 10, 98, 10, 10, 0xc3, 10);
  for (const sizes of [[], [1, 1, 1, 1], [3], [8]]) {
    const { lines, unread } = cut(bytes, sizes);
    expect(lines).toEqual(["a", "b"]);
    expect(unread).toEqual(Array.from({ length: 2 }, () => expect.stringContaining("no UTF-8")));
  }
});
