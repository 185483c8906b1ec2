import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { leftToCi, missing } from "../../runner/skipped.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { root } from "../local-server.ts";

const python = process.env.DRIFTWHEEL_PYTHON ?? "python3";
const longest = 480_000;

/** An example as its one command runs it. */
async function example(name: string) {
  const run = spawn(process.execPath, [join(root, "examples", name, "main.ts"), "--json"], {
    cwd: temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(run.stdout), text(run.stderr), once(run, "exit")]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What is printed is what the ledger holds; the decider's own types describe it.
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return { code, stderr, kinds: entries.map(({ kind }) => kind) };
}

const loop = [
  "drift-confirmed",
  "retraining-started",
  "retraining-succeeded",
  "candidate-accepted",
  "rollout-started",
  "rollout-promoted",
];

// One in CI; the other has its command.
describe.skipIf(
  missing("scikit-learn", python, "-c", "import sklearn") ||
    leftToCi("the loop of examples/bikes takes minutes in real time."),
)("the example of scikit-learn", () => {
  it("drifts, retrains by its own scripts, and promotes what is better", { timeout: longest }, async () => {
    const { code, stderr, kinds } = await example("bikes");
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(loop.filter((kind) => kinds.some((found) => found === kind))).toEqual(loop);
  });
});
