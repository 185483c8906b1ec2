import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { blocksOf, concepts, contributing, decisions, type Page, root, spansOf } from "./blocks.ts";

/** Words with a slash in them that name no file: ARNs, routes, media types, URLs. */
const elsewhere = /^(@|\/|s3:|\w+=|https?:|arn:|application\/)|\s/;
const isPath = (span: string) =>
  !elsewhere.test(span) && !isPackage(span) && (span.includes("/") || /\.(ts|py)$/.test(span));

/** `hono/jwt` is no file of ours. */
function isPackage(span: string): boolean {
  const [name = ""] = span.split("/");
  return !existsSync(join(root, name)) && existsSync(join(root, "node_modules", name));
}

/** A tree has paths in its first column; what is indented lies in what stands above it. */
function treeOf(page: Page): readonly string[] {
  let above = "";
  return blocksOf(page)
    .filter(({ kind }) => kind === "text tree")
    .flatMap(({ code }) => code.trim().split("\n"))
    .flatMap((line) => {
      const indented = line.startsWith(" ");
      const names = (line.trim().split(/ {2,}/)[0] ?? "").split(", ");
      if (!indented) [above = ""] = names;
      return indented ? names.map((name) => join(above, name)) : names;
    });
}

/** The glossary writes short what it names often, and says so at its top. */
const shortened: readonly (readonly [RegExp, string])[] = [
  [/^core\//, "packages/core/src/"],
  [/^aws\//, "packages/aws/src/"],
];

const glossary = concepts.filter(({ path }) => path === "docs/concepts/words.md");
const named = [...contributing, ...decisions, ...glossary].flatMap((page) =>
  [...new Set([...spansOf(page).filter(isPath), ...treeOf(page)])].map((span) => ({ path: page.path, span })),
);

/** What stands between < and > is any one name. */
const found = (folder: string, span: string) =>
  globSync(span.replaceAll(/<[^>]+>/g, "*"), { cwd: join(root, folder) }).length > 0;
const whole = (span: string) =>
  shortened.reduce((long, [short, folder]) => long.replace(short, folder), span);

/** `State` in `core/vocabulary/state.ts` */
const declared = [...contributing, ...glossary].flatMap(({ path, text }) =>
  [...text.matchAll(/`(\w+)` in `([^`]+\.ts)`/g)].map(([, name = "", file = ""]) => ({ path, name, file })),
);

describe("the paths that READMEs, CONTRIBUTING.md, the glossary and decisions name", () => {
  it("are there: every part has a README, and says where things are", () => {
    const parts = globSync(["packages/*", "functions", "stacks", "test", "examples/*"], { cwd: root });
    expect(contributing.map(({ path }) => path)).toEqual(
      expect.arrayContaining([...parts.map((part) => `${part}/README.md`), "CONTRIBUTING.md", "SECURITY.md"]),
    );
    for (const part of parts)
      expect(
        named.some(({ path }) => path === `${part}/README.md`),
        part,
      ).toBe(true);
  });

  // From the root, from the folder that the page stands in, or from one that the page names.
  it.each(named)("exist: $span, in $path", ({ path, span }) => {
    const beside = named.filter((other) => other.path === path && other.span !== span);
    const folders = [dirname(path), ...beside.map((other) => other.span)];
    expect(found("", whole(span)) || folders.some((folder) => found(folder, span))).toBe(true);
  });

  it.each(declared)("have in them what they are named for: $name in $file, in $path", ({ name, file }) => {
    expect(readFileSync(join(root, whole(file)), "utf8")).toMatch(new RegExp(`\\b${name}\\b`));
  });
});
