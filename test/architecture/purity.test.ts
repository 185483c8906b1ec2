import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const core = join(import.meta.dirname, "../../packages/core/src");
const files = readdirSync(core, { recursive: true, encoding: "utf8" }).filter(
  (file) => file.endsWith(".ts") && !/\.(test|fixture)\.ts$|\/testing\//.test(file),
);
// Pure code of others: schemas.
const allowed = new Set(["zod", "zod/mini"]);
const world =
  /\bDate\.now\(|\bnew Date\(\)|(?<![-\w])process\.(?:env|argv|cwd|hrtime|nextTick|exit|std)|\bfetch\(|\bMath\.random\(|\bsetTimeout\(|\bimport\(/;

function importsOf(source: string): readonly string[] {
  return [...source.matchAll(/(?:from|import)\s+"([^"]+)"/g)].map((match) => match[1] ?? "");
}

describe("core", () => {
  it("has files to check", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files)("%s imports nothing but core itself and what is as pure", (file) => {
    const source = readFileSync(join(core, file), "utf8");
    const foreign = importsOf(source).filter(
      (name) =>
        !allowed.has(name) && !(name.startsWith(".") && join(core, file, "..", name).startsWith(core)),
    );
    expect(foreign).toEqual([]);
  });

  it.each(files)("%s reads no clock, environment, network or dice", (file) => {
    expect(world.exec(readFileSync(join(core, file), "utf8"))?.[0]).toBeUndefined();
  });
});
