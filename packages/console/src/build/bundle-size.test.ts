import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { builtPage } from "./built-page.ts";

/** With everything that a person can open in it, in bytes. */
const most = 120_000;

let files: ReadonlyMap<string, Buffer>;

beforeAll(async () => {
  const folder = await builtPage();
  files = new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => [name, readFileSync(join(parentPath, name))]),
  );
});

it("all of the page is at most 120 kB, compressed as it is sent", () => {
  const sizes = [...files].map(([name, content]) => [name, gzipSync(content).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(total, JSON.stringify(sizes)).toBeLessThanOrEqual(most);
  expect(total).toBeGreaterThan(10_000);
});

it("nothing in it is inline, and nothing comes from elsewhere", () => {
  const page = files.get("index.html")?.toString() ?? "";
  expect(page).not.toMatch(/<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=/);
  expect(page).not.toMatch(/https?:\/\//);
  const styles = [...files].filter(([name]) => name.endsWith(".css"));
  expect(styles).toHaveLength(1);
  expect(styles[0]?.[1].toString()).not.toMatch(/url\(|@import/);
});
