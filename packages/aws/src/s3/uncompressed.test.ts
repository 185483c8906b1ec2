import { gzipSync } from "node:zlib";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { expect, it } from "vitest";
import { type Bounds, BrokenGzip, uncompressed } from "./uncompressed.ts";

/** How many bytes came, and what stopped them. */
async function read(body: Uint8Array, bounds?: Bounds) {
  let bytes = 0;
  try {
    for await (const chunk of uncompressed(piecesOf(body), bounds)) bytes += chunk.length;
  } catch (error) {
    return { bytes, error };
  }
  return { bytes, error: null };
}

async function* piecesOf(body: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < body.length; start += 16_384) yield body.subarray(start, start + 16_384);
}

const bomb = gzipSync(Buffer.alloc(200 * 2 ** 20), { level: 9 });

it("stops a gzip that grows a thousandfold, soon, with what came of what", async () => {
  expect(bomb.length).toBeLessThan(210_000);
  const { bytes, error } = await read(bomb);
  expect(error).toBeInstanceOf(BrokenGzip);
  expect(String(error)).toMatch(/^BrokenGzip: \d+ bytes came of \d+, which is more than lines of JSON do$/);
  expect(bytes).toBeLessThanOrEqual(32 * 2 ** 20);
});

it("stops a bomb inside of a bomb where it stops any other", async () => {
  expect((await read(gzipSync(bomb))).bytes).toBe(bomb.length);
});

it("reads captures to their end, however alike their lines are", async () => {
  const line = `${JSON.stringify({ captureData: { endpointInput: { data: "12.5,0.1,3" } } })}\n`;
  const same = Buffer.from(line.repeat(300_000));
  expect(same.length).toBeGreaterThan(16 * 2 ** 20);
  expect(await read(gzipSync(same))).toEqual({ bytes: same.length, error: null });
});

it("never reads more than its bounds allow, whatever it is given", async () => {
  const integers = seededIntegers(20260914);
  const random = () => integers() / 2 ** 32;
  const bounds: Bounds = { small: 100_000, times: 20, large: 1_000_000 };
  for (let run = 0; run < 60; run++) {
    const length = Math.floor(random() * 2_000_000);
    const letters = 1 + Math.floor(random() * 255);
    const body = Buffer.from(Array.from({ length: 1_000 }, () => Math.floor(random() * letters)));
    const packed = gzipSync(Buffer.alloc(length, body));
    const { bytes, error } = await read(packed, bounds);
    expect(bytes).toBeLessThanOrEqual(bounds.large);
    if (length <= bounds.small) expect({ bytes, error }).toEqual({ bytes: length, error: null });
    if (length > bounds.large || length > Math.max(bounds.small, bounds.times * packed.length)) {
      expect(error).toBeInstanceOf(BrokenGzip);
    }
  }
});
