import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { root } from "./blocks.ts";

const folders = { core: "packages/core/src", aws: "packages/aws/src" } as const;
const page = readFileSync(join(root, "docs/concepts/words.md"), "utf8");
const rows = page.split("\n").filter((line) => /^\| (?!word |-)/.test(line));
const places = rows.flatMap((row) => {
  const [, word = "", , code = ""] = row.split("|").map((cell) => cell.trim());
  return [...code.matchAll(/`([^`]*\/[^`]*)`/g)].map(([, place = ""]) => ({ word, place }));
});

it.each(places)("$word is found in $place, as the page of words says", ({ place }) => {
  const path = place.replace(/^(core|aws)(?=\/)/, (name) => folders[name === "core" ? "core" : "aws"]);
  expect(existsSync(join(root, path))).toBe(true);
});

it("every word is explained once", () => {
  const words = rows.map((row) => row.split("|")[1]?.trim());
  expect(words.length).toBeGreaterThan(50);
  expect(new Set(words).size).toBe(words.length);
});
