import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { blocksOf, contributing, root } from "./blocks.ts";

const words = (text: string) => text.replaceAll(/\s+/g, " ").trim();

it("the decision that CONTRIBUTING.md shows is a test of the decider's", () => {
  const shown = contributing.flatMap(blocksOf).filter(({ kind }) => kind === "ts decision");
  const tests = readFileSync(join(root, "packages/core/src/decider/drift/alarm.test.ts"), "utf8");

  expect(shown).toHaveLength(1);
  for (const { code } of shown) expect(words(tests)).toContain(words(code));
});
