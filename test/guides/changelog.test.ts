import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { contributing, root } from "./blocks.ts";

const changelog = contributing.find(({ path }) => path === "CHANGELOG.md")?.text ?? "";
const versions = [...changelog.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading);
const [unreleased, newest = ""] = versions;

interface Manifest {
  readonly version: string;
}
interface Lock extends Manifest {
  readonly packages: Readonly<Record<string, Manifest>>;
}

describe("the changelog", () => {
  it("has what is not released on top, and each release with its version and its day", () => {
    expect(unreleased).toBe("[Unreleased]");
    for (const heading of versions.slice(1)) expect(heading).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  });

  it("sorts changes by the six kinds of Keep a Changelog", () => {
    const kinds = [...changelog.matchAll(/^### (.*)$/gm)].map(([, kind]) => kind);
    expect(kinds.length).toBeGreaterThan(1);
    for (const kind of kinds) {
      expect(["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"]).toContain(kind);
    }
  });

  it("has the version of every manifest and of the lock file", () => {
    const released = newest.match(/\[(.+)\]/)?.[1];
    const read = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8")) as Manifest;
    const parts = globSync("{packages/*,functions,stacks,examples/*}", { cwd: root });
    // npm writes it, with an object for each workspace.
    const lock = read("package-lock.json") as Lock;
    expect(parts.length).toBeGreaterThan(8);
    for (const part of ["", ...parts]) {
      expect(read(join(part, "package.json")).version, part).toBe(released);
      expect(lock.packages[part]?.version, part).toBe(released);
    }
  });
});
