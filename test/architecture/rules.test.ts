import { execFileSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { floors } from "../../oxlint.config.ts";
import { smallProject } from "./small-project.ts";

const root = join(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "-z"], { cwd: root, encoding: "utf8" })
  .split("\0")
  .filter((path) => path !== "");

describe.concurrent("npm run check", () => {
  it("has nothing to say against a small project", async () => {
    await using project = smallProject();
    expect(await project.check()).toMatchObject({ code: 0 });
  });

  it("refuses a cycle between two files, though it is of types only", async () => {
    await using project = smallProject();
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
    const { code, printed } = await project.check();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/Dependency cycle detected/);
    expect(printed).toMatch(/stats\/range\.ts/);
    expect(printed).toMatch(/stats\/spread\.ts/);
  });

  it("refuses an import up a floor, and names the floors", async () => {
    await using project = smallProject();
    project.add(
      "packages/core/src/stats/highest.ts",
      'import type { Level } from "../monitor/level.ts";',
      "",
      "export const highest: Level = { mean: 1 };",
    );
    const { code, printed } = await project.check();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/stats\/highest\.ts/);
    expect(printed).toContain(floors.join(" < "));
  });

  it("refuses a package that another may not know", async () => {
    await using project = smallProject();
    project.add(
      "packages/core/src/monitor/watch.ts",
      'import { handler } from "@driftwheel/functions/monitor.ts";',
      "",
      "export const watch = handler;",
    );
    const { code, printed } = await project.check();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/monitor\/watch\.ts/);
    expect(printed).toContain("Of the project's packages, core may import none.");
  });

  it("refuses an export that nothing uses", async () => {
    await using project = smallProject();
    project.add("packages/core/src/stats/mean.ts", "", "export const half = 0.5;");
    const { code, printed } = await project.check();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/half .*stats\/mean\.ts/);
  });

  it("refuses an export that only its own test uses", async () => {
    await using project = smallProject();
    project.add("packages/core/src/stats/median.ts", "export const median = 0.5;");
    project.add(
      "packages/core/src/stats/median.test.ts",
      'import { median } from "./median.ts";',
      "",
      "console.assert(median === 0.5);",
    );
    const { code, printed } = await project.check();
    expect(code).not.toBe(0);
    expect(printed).toMatch(/median .*stats\/median\.ts/);
  });
});

it("every folder of core is a floor", () => {
  expect(readdirSync(join(root, "packages/core/src")).toSorted()).toEqual(floors.toSorted());
});

it("no folder has more than twenty files", () => {
  const sizes = Map.groupBy(tracked, dirname);
  const wide = [...sizes].filter(([, files]) => files.length > 20).map(([folder]) => folder);
  expect(wide).toEqual([]);
});
