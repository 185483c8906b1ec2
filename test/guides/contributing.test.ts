import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { floors } from "../../oxlint.config.ts";
import { blocksOf, contributing, decisions, root } from "./blocks.ts";

const words = (text: string) => text.replaceAll(/\s+/g, " ").trim();
const textOf = (name: string) =>
  [...contributing, ...decisions].find(({ path }) => path === name)?.text ?? `There is no ${name}.`;

describe("what contributors read", () => {
  it("shows a decision that is a test of the decider's", () => {
    const shown = contributing.flatMap(blocksOf).filter(({ kind }) => kind === "ts decision");
    const tests = readFileSync(join(root, "packages/core/src/decider/drift/alarm.test.ts"), "utf8");

    expect(shown).toHaveLength(1);
    for (const { code } of shown) expect(words(tests)).toContain(words(code));
  });

  it("names core's floors as the linter has them, in its order", () => {
    const rows = [...textOf("packages/core/README.md").matchAll(/^\| `src\/(\w+)` /gm)].map(
      ([, name]) => name,
    );

    expect(rows.toReversed()).toEqual(floors);
    expect(words(textOf("docs/decisions/0009-floors.md"))).toContain(floors.join(" < "));
  });
});
