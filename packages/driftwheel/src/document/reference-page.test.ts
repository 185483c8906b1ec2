import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { referencePage } from "./reference-page.ts";

test("docs/reference/cli.md says what the help says; npm run cli:document writes it", async () => {
  const page = await readFile(new URL("../../../../docs/reference/cli.md", import.meta.url), "utf8");
  expect(page).toBe(referencePage());
});

test("every command has a section with its options, and every exit code a row", () => {
  const page = referencePage();
  expect(page.match(/^## /gm)).toHaveLength(38);
  expect(page).toContain("Usage: driftwheel approve [options] <model> <version>");
  expect(page).toContain("Usage: driftwheel upgrade [options]");
  expect(page.match(/^\| \d \| /gm)).toHaveLength(9);
});
