import { expect, it } from "vitest";
import { concepts } from "./blocks.ts";

it("the glossary explains every word once", () => {
  const page = concepts.find(({ path }) => path === "docs/concepts/words.md")?.text ?? "";
  const rows = page.split("\n").filter((line) => /^\| (?!word |-)/.test(line));
  const words = rows.map((row) => row.split("|")[1]?.trim());

  expect(words.length).toBeGreaterThan(50);
  expect(new Set(words).size).toBe(words.length);
});
