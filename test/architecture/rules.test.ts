import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { floors } from "../../oxlint.config.ts";
import { smallProject } from "./small-project.ts";

const root = join(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => path !== "");

it("npm run check has nothing to say against a small project", async () => {
  const project = smallProject();
  expect(await project.check()).toMatchObject({ code: 0 });
});

/** One run for all of them: each tool of the check goes to its end, whatever the others say. */
describe("npm run check refuses", () => {
  let code: number;
  let printed: string;

  beforeAll(async () => {
    const project = smallProject();
    project.add(
      "packages/core/src/stats/range.ts",
      'import type { Spread } from "./spread.ts";',
      "",
      "export interface Range {",
      "  readonly spread: Spread;",
      "}",
    );
    project.add(
      "packages/core/src/stats/spread.ts",
      'import type { Range } from "./range.ts";',
      "",
      "export interface Spread {",
      "  readonly range: Range;",
      "}",
    );
    project.add(
      "packages/core/src/stats/highest.ts",
      'import type { Level } from "../monitor/level.ts";',
      "",
      "export const highest: Level = { mean: 1 };",
    );
    project.add(
      "packages/core/src/monitor/watch.ts",
      'import { handler } from "@driftwheel/functions/monitor.ts";',
      "",
      "export const watch = handler;",
    );
    project.add("packages/core/src/stats/mean.ts", "", "export const half = 0.5;");
    project.add("packages/core/src/stats/median.ts", "export const median = 0.5;");
    project.add(
      "packages/core/src/stats/median.test.ts",
      'import { median } from "./median.ts";',
      "",
      "console.assert(median === 0.5);",
    );
    ({ code, printed } = await project.check());
  });

  it("what any of its tools refuses", () => {
    expect(code).toBe(1);
    for (const tool of ["oxlint", "knip", "knip --production"]) {
      expect(printed).toContain(`\n${tool} exited with code 1\n`);
    }
  });

  it("a cycle between two files, though it is of types only", () => {
    // oxlint draws with other characters in CI than elsewhere.
    expect(printed).toMatch(/ [x×] .*Dependency cycle detected\n.*stats\/range\.ts/);
    expect(printed).toMatch(/ [x×] .*Dependency cycle detected\n.*stats\/spread\.ts/);
  });

  it("an import up a floor, and names the floors", () => {
    expect(printed).toMatch(/ [x×] .*monitor\/level\.ts' import is restricted .*\n.*stats\/highest\.ts/);
    expect(printed).toContain(floors.join(" < "));
  });

  it("a package that another may not know", () => {
    expect(printed).toMatch(/ [x×] .*functions\/monitor\.ts' import is restricted .*\n.*monitor\/watch\.ts/);
    expect(printed).toContain("Of the project's packages, core may import none.");
  });

  it("an export that nothing uses", () => {
    expect(printed).toMatch(/\nhalf .*stats\/mean\.ts(.*\n)*knip exited with code 1/);
  });

  it("an export that only its own test uses", () => {
    const [withTests, production] = printed.split("knip exited with code 1");
    expect(withTests).not.toContain("median");
    expect(production).toMatch(/\nmedian .*stats\/median\.ts/);
  });
});

it("every folder of core is a floor", () => {
  expect(readdirSync(join(root, "packages/core/src")).toSorted()).toEqual(floors.toSorted());
});

it("no folder has more than twenty files", () => {
  const sizes = Map.groupBy(tracked, dirname);
  // Decisions are one list by their numbers, which grows.
  const wide = [...sizes]
    .filter(([folder, files]) => files.length > 20 && folder !== "docs/decisions")
    .map(([folder]) => folder);
  expect(wide).toEqual([]);
});
