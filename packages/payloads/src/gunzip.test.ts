import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { gunzip } from "./gunzip.ts";

it("gives what a gzip holds", () => {
  expect(Buffer.from(gunzip(gzipSync("1.5,2,sun")) ?? []).toString()).toBe("1.5,2,sun");
});

it("stops at a gzip that holds far more than its size, or is broken", () => {
  const bomb = gzipSync(Buffer.alloc(100 * 2 ** 20), { level: 9 });
  expect(bomb.length).toBeLessThan(110_000);
  expect(gunzip(bomb)).toBeNull();
  expect(gunzip(gzipSync("1.5,2,sun").subarray(0, 20))).toBeNull();
  expect(gunzip(Uint8Array.of(0x1f, 0x8b))).toBeNull();
});

it("gives a text that repeats itself, as long as it is no longer than a request's", () => {
  const rows = Buffer.from("1.5,2,sun\n".repeat(100_000));
  expect(gunzip(gzipSync(rows))?.length).toBe(rows.length);
});
