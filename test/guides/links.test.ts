import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { folder, guides, root } from "./blocks.ts";

const pages = [
  ...guides.map(({ name, text }) => ({ name, text, from: folder, within: join(root, "docs") })),
  { name: "README.md", text: readFileSync(join(root, "README.md"), "utf8"), from: root, within: root },
];
const links = pages.flatMap(({ name, text, from, within }) =>
  [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, target = ""]) => ({ name, target, from, within })),
);
const inside = links.filter(({ target }) => !target.startsWith("https:"));

describe("the links of the guides and of the README", () => {
  it.each(inside)("lead somewhere: $name to $target", ({ name, target, from }) => {
    const [path = "", heading] = target.split("#");
    const file = path === "" ? join(from, name) : resolve(from, path);
    expect(existsSync(file)).toBe(true);
    if (heading === undefined) return;
    const headings = [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, words = ""]) =>
      words
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, "")
        .replaceAll(" ", "-"),
    );
    expect(headings).toContain(heading);
  });

  it("stay inside of the repository", () => {
    for (const { target, from, within } of inside) {
      expect(dirname(resolve(from, target))).toContain(within);
    }
  });

  it("reach every guide from the README", () => {
    const [readme] = pages.filter(({ name }) => name === "README.md");
    for (const { name } of guides) expect(readme?.text).toContain(`(docs/guides/${name})`);
  });
});
