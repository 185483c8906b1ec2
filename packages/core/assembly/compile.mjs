// Compiles this folder to src/monitor/kernel/compiled.ts: `npm run core:assembly`. The compiler is fetched for it, from
// the package registry, because nothing else needs its 100 MB.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const compiler = "assemblyscript@0.28.20";
const sources = ["counting.ts", "index.ts", "numbers.ts", "rows.ts"];
const options = ["-O3", "--enable", "simd", "--runtime", "stub", "--noAssert", "--memoryBase", "1024"];

const folder = mkdtempSync(join(tmpdir(), "driftwheel-assembly-"));
try {
  const made = join(folder, "made.wasm");
  const parameters = [join(import.meta.dirname, "index.ts"), "-o", made, ...options];
  execFileSync("npm", ["exec", "--yes", `--package=${compiler}`, "--", "asc", ...parameters], {
    stdio: "inherit",
  });
  const hash = createHash("sha256");
  for (const source of sources) hash.update(readFileSync(join(import.meta.dirname, source)));
  writeFileSync(
    join(import.meta.dirname, "../src/monitor/kernel/compiled.ts"),
    `/**
 * WebAssembly of packages/core/assembly, in BASE64, by \`npm run core:assembly\`. SHA-256 of its sources, one after the other in
 * the order of their names: ${hash.digest("hex")}
 */
export const compiled =
  "${readFileSync(made).toString("base64")}";
`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
