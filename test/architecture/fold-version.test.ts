import { createHash } from "node:crypto";
import { join } from "node:path";
import { foldVersion } from "@driftwheel/core/decider/evolve.ts";
import { build } from "esbuild";
import { expect, it } from "vitest";

/** The fold's code without comments and names, everything that it calls with it. */
async function fingerprint(): Promise<string> {
  const evolve = join(import.meta.dirname, "../../packages/core/src/decider/evolve.ts");
  const { outputFiles } = await build({
    stdin: { contents: `export { replay } from ${JSON.stringify(evolve)};`, resolveDir: import.meta.dirname },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "node",
    write: false,
  });
  return createHash("sha256")
    .update(outputFiles[0]?.contents ?? "")
    .digest("hex")
    .slice(0, 16);
}

it("the fold's version is raised when its code changes, so that no snapshot of the old one is gone on from", async () => {
  // Changed the fold? Raise foldVersion in packages/core/src/decider/evolve.ts, then write down both here.
  expect({ foldVersion, fingerprint: await fingerprint() }).toEqual({
    foldVersion: 34,
    fingerprint: "5887134cc2651c0a",
  });
});
