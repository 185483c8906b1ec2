import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, it } from "vitest";
import { permissions } from "../../functions/shell/permissions.ts";
import { permittedNames } from "./permitted-modules.ts";

const named = new Set(Object.keys(permissions).flatMap((name) => [...permittedNames(name)]));

it.each(["effects/effect-performer.ts", "facts/fact-finder.ts"])(
  "what %s loads has the name of what some function may ask or do, so that its bundle holds it",
  (file) => {
    const source = readFileSync(join(import.meta.dirname, "../../packages/aws/src", file), "utf8");
    const loaded = [...source.matchAll(/import\("([^"]+)"\)/g)].map(([, path = ""]) => basename(path, ".ts"));
    expect(loaded.length).toBeGreaterThan(10);
    expect(loaded.filter((module) => !named.has(module))).toEqual([]);
  },
);
