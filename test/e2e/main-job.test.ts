import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { afterAll, describe, expect, it } from "vitest";
import { root } from "./local-server.ts";

/** The main job as a person starts it: real training, real serving, real time. Each run takes about 100 seconds. */
const folders: string[] = [];
const longest = 240_000;

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function mainJob(...options: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), "driftwheel-main-job-"));
  folders.push(folder);
  const run = spawn(process.execPath, [join(root, "examples/frost/main.ts"), "--json", ...options], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what it leaves behind can be found
  });
  const group = run.pid ?? 0;
  const exit = new Promise<number | null>((resolve) => run.once("exit", resolve));
  const [stdout, stderr, code] = await Promise.all([text(run.stdout), text(run.stderr), exit]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What the main job prints is what the ledger holds; the decider's own types describe it.
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return { folder, code, stderr, lines, entries, leftBehind: isAlive(-group) };
}

function isAlive(target: number): boolean {
  try {
    process.kill(target, 0);
    return true;
  } catch {
    return false;
  }
}

const decided = (entries: readonly Entry[]) =>
  entries
    .map(({ kind }) => kind)
    .filter((kind) => !["signal-observed", "effect-done", "rollout-looked"].includes(kind));

describe.concurrent("the main job", () => {
  it(
    "drifts, retrains, tries, promotes and tells, and prints the ledger alone",
    async () => {
      const { folder, code, stderr, lines, entries, leftBehind } = await mainJob();

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(Object.keys(entries[0] ?? {})).toEqual([
        "model",
        "sequence",
        "kind",
        "at",
        "because",
        "causedBy",
        "data",
      ]);
      expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, index) => index + 1));
      expect(new Set(decided(entries))).toEqual(
        new Set([
          "drift-confirmed",
          "retraining-requested",
          "retraining-started",
          "retraining-succeeded",
          "candidate-registered",
          "candidate-accepted",
          "approval-requested",
          "candidate-approved",
          "rollout-started",
          "weights-shifted",
          "rollout-promoted",
          "drift-cleared",
          "alert-raised",
          "alert-resolved",
        ]),
      );
      const state = replay("frost", entries);
      expect(state.outbox).toEqual([]);
      expect(state.endpoint?.variants).toMatchObject([{ name: "version-2", weight: 1 }]);
      expect(readFileSync(join(folder, ".driftwheel/ledger.jsonl"), "utf8").trim().split("\n")).toEqual(
        lines,
      );
      expect(leftBehind).toBe(false);
    },
    longest,
  );

  it(
    "retrains nothing when nothing drifts",
    async () => {
      const { code, stderr, entries, leftBehind } = await mainJob("--no-drift");

      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(decided(entries)).toEqual([]);
      expect(
        entries.filter(({ kind, data }) => kind === "signal-observed" && "window" in data).length,
      ).toBeGreaterThan(10);
      expect(leftBehind).toBe(false);
    },
    longest,
  );
});
