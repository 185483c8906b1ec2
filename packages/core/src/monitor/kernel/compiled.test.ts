import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const folder = join(import.meta.dirname, "../../../assembly");

test("the compiled kernel is of the sources that lie beside it: npm run core:assembly makes it anew", () => {
  const hash = createHash("sha256");
  const sources = readdirSync(folder).filter((file) => file.endsWith(".ts"));
  for (const source of sources.sort()) hash.update(readFileSync(join(folder, source)));
  expect(readFileSync(join(import.meta.dirname, "compiled.ts"), "utf8")).toContain(hash.digest("hex"));
});
