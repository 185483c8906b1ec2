import { gzipSync } from "node:zlib";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { objectLines } from "./object-lines.ts";

let local: LocalServer;

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(() => local.close());

async function linesOf(body: Uint8Array): Promise<readonly string[]> {
  await local.world.objects.put("shore", "lines.jsonl", body);
  const lines: string[] = [];
  for await (const line of objectLines({ bucket: "shore", key: "lines.jsonl" })) lines.push(line);
  return lines;
}
const text = (written: string) => new TextEncoder().encode(written);

it("gives every line that is not empty, the last with or without a line end", async () => {
  expect(await linesOf(text("one\n\n two \r\nthree"))).toEqual(["one", " two \r", "three"]);
  expect(await linesOf(text("one\n"))).toEqual(["one"]);
  expect(await linesOf(text(""))).toEqual([]);
});

it("keeps lines and letters whole wherever the bytes are cut on their way", async () => {
  const written = Array.from({ length: 30_000 }, (_, index) => `Übergröße ${index} ☂`);
  expect(await linesOf(text(written.join("\n")))).toEqual(written);
});

it("reads bytes that are no text as U+FFFD, and the lines around them as they are", async () => {
  const body = Uint8Array.from([...text("before\n"), 0xff, 0xfe, 0x0a, ...text("after")]);
  expect(await linesOf(body)).toEqual(["before", "\uFFFD\uFFFD", "after"]);
});

it("cuts a line off that would not end, so that it takes no more memory, and goes on after it", async () => {
  const [first, second] = await linesOf(text(`${"x".repeat(20_000_000)}\nafter`));
  expect(first?.length).toBeLessThan(18_000_000);
  expect(second).toBe("after");
});

it("uncompresses gzip, and says where it breaks off", async () => {
  const whole = gzipSync(text("one\ntwo"));
  expect(await linesOf(whole)).toEqual(["one", "two"]);
  const lines = await linesOf(whole.subarray(0, whole.length - 9));
  expect(lines.at(-1)).toMatch(/^The rest of the file is no gzip: /);
});

it("stops at a gzip that grows without end, says so, and reads the next object", async () => {
  const bomb = gzipSync(Buffer.alloc(64 * 2 ** 20, `{"a":"${"x".repeat(1_000)}"}\n`), { level: 9 });
  const lines = await linesOf(bomb);
  expect(lines.at(-1)).toMatch(/^The rest of the file is no gzip: \d+ bytes came of \d+, which is more than/);
  expect(await linesOf(gzipSync(text("one\ntwo")))).toEqual(["one", "two"]);
});

it("has no lines for an object that is not there", async () => {
  const lines: string[] = [];
  for await (const line of objectLines({ bucket: "shore", key: "nothing" })) lines.push(line);
  expect(lines).toEqual([]);
});
