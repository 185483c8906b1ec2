import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { ServingName } from "@driftwheel/example-frost/serving/serving.ts";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { root } from "../local-server.ts";

/** The frost example, served in another way than in real time, as a person starts it. */
export async function runServed(serving: ServingName) {
  const folder = temporaryFolder();
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const example = spawn(
    process.execPath,
    [join(root, "examples/frost/main.ts"), "--json", "--serving", serving],
    { cwd: folder, env: { ...process.env, TMPDIR: temporary }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const exit = new Promise<number | null>((resolve) => example.once("exit", resolve));
  const [stdout, stderr, code] = await Promise.all([text(example.stdout), text(example.stderr), exit]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What the example prints is what the ledger holds; the decider's own types describe it.
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return { code, stderr, entries, left: readdirSync(temporary) };
}

/** The entries of a kind; the compiler cannot tie an entry to the kind that it is asked for by. */
export function entriesOf<Kind extends Entry["kind"]>(
  entries: readonly Entry[],
  kind: Kind,
): readonly EntryOf<Kind>[] {
  return entries.filter((entry) => entry.kind === kind) as unknown as readonly EntryOf<Kind>[];
}
