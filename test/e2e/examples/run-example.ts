import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { root } from "../local-server.ts";

/** An example as its one command runs it. */
export async function example(name: string, environment: Readonly<Record<string, string>> = {}) {
  const run = spawn(process.execPath, [join(root, "examples", name, "main.ts"), "--json"], {
    cwd: temporaryFolder(),
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...environment },
  });
  const [stdout, stderr, [code]] = await Promise.all([text(run.stdout), text(run.stderr), once(run, "exit")]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What is printed is what the ledger holds; the decider's own types describe it.
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return { code, stderr, entries };
}
