import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";
import { concepts, contributing, decisions, guides, root } from "./blocks.ts";

const links = [...guides, ...concepts, ...decisions, ...contributing].flatMap(({ path, text }) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => ({ path, target })),
);
const inside = links.filter(({ target }) => !target.startsWith("https:"));
const fileOf = (path: string, target: string) => {
  const [name = ""] = target.split("#");
  return name === "" ? join(root, path) : join(root, dirname(path), name);
};

describe("the links of guides, concepts, decisions and READMEs", () => {
  it.each(inside)("lead somewhere: $path to $target", ({ path, target }) => {
    const file = fileOf(path, target);
    expect(existsSync(file)).toBe(true);
    const [, heading] = target.split("#");
    if (heading === undefined) return;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) =>
      words
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(headings).toContain(heading);
  });

  it("stay inside of the repository, and those of a guide inside of the documents", () => {
    for (const { path, target } of inside) {
      const way = relative(join(root, path.startsWith("docs/guides/") ? "docs" : ""), fileOf(path, target));
      expect(way, `${path} to ${target}`).not.toMatch(/^\.\./);
    }
  });

  it("reach every guide from the README", () => {
    const readme = contributing.find(({ path }) => path === "README.md");
    for (const { path } of guides) expect(readme?.text).toContain(`(${path})`);
  });
});
