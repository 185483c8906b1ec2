import { gzipSync } from "node:zlib";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { objectBytes } from "../s3/object-bytes.ts";
import { BrokenGzip } from "../s3/uncompressed.ts";
import { pointTo } from "../testing/json-wire.ts";
import { captureFiles, mayHold } from "./captures.ts";

let local: LocalServer;

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
  await local.world.objects.put("tides", "any", new Uint8Array());
});
afterAll(async () => {
  await local.close();
});

const put = (key: string, body: string | Uint8Array) =>
  local.world.objects.put("tides", key, typeof body === "string" ? new TextEncoder().encode(body) : body);
const range = (start: string, end: string) => ({ start: Date.parse(start), end: Date.parse(end) });
const source = { destination: "s3://tides/capture", endpoint: "tides-prod" };
const keys = async (start: string, end: string) =>
  (await captureFiles({ ...source, ranges: [range(start, end)] })).map(({ key }) => key.slice(19)).sort();

async function textOf(key: string): Promise<string | null> {
  const bytes = await objectBytes({ bucket: "tides", key });
  if (bytes === null) return null;
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

describe("capture files", () => {
  it("are those of all variants in the folders of the hours that a window touches", async () => {
    await put("capture/tides-prod/AllTraffic/2026/03/09/13/55-a.jsonl", "0");
    await put("capture/tides-prod/AllTraffic/2026/03/09/14/10-b.jsonl", "1");
    await put("capture/tides-prod/version-2/2026/03/09/15/01-c.jsonl.gz", "2");
    await put("capture/tides-prod/version-2/2026/03/09/15/01-c.tmp", "half a fi");
    await put("capture/tides-prod-2/AllTraffic/2026/03/09/14/10-b.jsonl", "3");
    const [b, c] = ["AllTraffic/2026/03/09/14/10-b.jsonl", "version-2/2026/03/09/15/01-c.jsonl.gz"];
    expect(await keys("2026-03-09T14:20:00Z", "2026-03-09T15:30:00Z")).toEqual([b, c]);
    expect(await keys("2026-03-09T17:00:00Z", "2026-03-09T18:00:00Z")).toEqual([]);
  });

  it("of variants that are left out are not among them", async () => {
    const ranges = [range("2026-03-09T14:20:00Z", "2026-03-09T15:30:00Z")];
    const files = await captureFiles({ ...source, ranges, except: new Set(["version-2"]) });
    expect(files.map(({ key }) => key.slice(19))).toEqual(["AllTraffic/2026/03/09/14/10-b.jsonl"]);
  });

  it("of the hour before are among them where a file may go on into the window", async () => {
    const [a, b] = ["AllTraffic/2026/03/09/13/55-a.jsonl", "AllTraffic/2026/03/09/14/10-b.jsonl"];
    expect(await keys("2026-03-09T14:00:00Z", "2026-03-09T14:30:00Z")).toEqual([a, b]);
    expect(await keys("2026-03-09T14:30:00Z", "2026-03-09T15:00:00Z")).toEqual([b]);
  });

  it("across a year's end lie in both years", async () => {
    await put("capture/tides-prod/AllTraffic/2026/12/31/23/59-a.jsonl", "0");
    await put("capture/tides-prod/AllTraffic/2027/01/01/00/01-a.jsonl", "1");
    expect(await keys("2026-12-31T23:30:00Z", "2027-01-01T01:00:00Z")).toHaveLength(2);
  });

  it("hold nothing of a window that began after they were written, nor of another hour", () => {
    const hour = range("2026-03-09T13:00:00Z", "2026-03-09T14:00:00Z");
    const file = { key: "a", etag: "e", bytes: 1, hour, lastModified: new Date("2026-03-09T14:01:00Z") };
    expect(mayHold(file, hour)).toBe(true);
    expect(mayHold(file, range("2026-03-09T14:00:00Z", "2026-03-09T15:00:00Z"))).toBe(true);
    expect(mayHold(file, range("2026-03-09T14:02:00Z", "2026-03-09T14:04:00Z"))).toBe(false);
    expect(mayHold(file, range("2026-03-09T11:00:00Z", "2026-03-09T12:00:00Z"))).toBe(false);
  });
});

describe("the bytes of an object", () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `{"n":${index}}\n`).join("");

  it("are read as they are, and uncompressed when they begin as gzip does, whatever the name", async () => {
    await put("plain.jsonl.gz", lines);
    await put("packed.jsonl", gzipSync(lines));
    await put("empty.jsonl", "");
    await put("one.jsonl", "x");
    expect(await textOf("plain.jsonl.gz")).toBe(lines);
    expect(await textOf("packed.jsonl")).toBe(lines);
    expect(await textOf("empty.jsonl")).toBe("");
    expect(await textOf("one.jsonl")).toBe("x");
    expect(await textOf("missing.jsonl")).toBeNull();
  });

  it("that end too soon, or are no gzip any more, are told as such after what could be read", async () => {
    const packed = gzipSync(lines);
    await put("half.gz", packed.subarray(0, packed.length / 2));
    await put("damaged.gz", Buffer.concat([packed.subarray(0, 20), Buffer.alloc(200, 7)]));
    await expect(textOf("half.gz")).rejects.toThrow(BrokenGzip);
    await expect(textOf("damaged.gz")).rejects.toThrow(BrokenGzip);
  });

  it("of another version than wanted are none", async () => {
    await put("changed.jsonl", "1");
    expect(await objectBytes({ bucket: "tides", key: "changed.jsonl" }, '"other"')).toBeNull();
  });
});
