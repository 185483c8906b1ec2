import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { temporaryFolder } from "../../../../test/runner/temporary-folder.ts";
import type { Call } from "../http/call.ts";
import { consolePage } from "./console-page.ts";

const get = (path: string, method = "GET"): Call => ({
  method,
  path,
  rawQuery: "",
  query: new URLSearchParams(),
  headers: {},
  requestId: "1",
  scope: null,
  target: null,
  body: () => Promise.resolve(Buffer.alloc(0)),
});

function built(): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "assets"));
  writeFileSync(join(folder, "index.html"), "<!doctype html>");
  writeFileSync(join(folder, "assets/page-1a2b.js"), "export {};");
  writeFileSync(join(folder, "secret.txt"), "no part of it");
  return folder;
}

it("the page is at the root, under a policy that lets nothing inline and nothing from elsewhere run", async () => {
  const page = consolePage(() => Promise.resolve(built()));
  const root = await page.answer(get("/"));
  expect(root).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
  expect(root?.headers["content-security-policy"]).toMatch(/^default-src 'self'; /);
  expect(root?.headers["content-security-policy"]).not.toContain("unsafe");
  expect(root?.headers["cache-control"]).toBe("no-cache");
  const script = await page.answer(get("/assets/page-1a2b.js"));
  expect(script?.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
  expect(await page.answer(get("/", "HEAD"))).toMatchObject({ status: 200, body: "" });
});

it.each([
  ["/models", "GET"],
  ["/assets/../secret.txt", "GET"],
  ["/assets/%2e%2e/secret.txt", "GET"],
  ["/secret.txt", "GET"],
  ["/assets/other.js", "GET"],
  ["/", "POST"],
])("%s by %s is none of its files", async (path, method) => {
  expect(await consolePage(() => Promise.resolve(built())).answer(get(path, method))).toBeNull();
});

it("is built when it is first asked for, once; what could not be built is tried again", async () => {
  const folder = vi.fn(() => Promise.resolve(built()));
  folder.mockRejectedValueOnce(new Error("no bundler"));
  const page = consolePage(folder);
  await page.answer(get("/models"));
  expect(folder).not.toHaveBeenCalled();
  expect(await page.answer(get("/"))).toMatchObject({
    status: 503,
    body: "The console cannot be built: no bundler\n",
  });
  await Promise.all([page.answer(get("/")), page.answer(get("/"))]);
  expect(folder).toHaveBeenCalledTimes(2);
});
