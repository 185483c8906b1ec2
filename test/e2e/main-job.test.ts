import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { describe, expect, it } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { leftToCi } from "../runner/skipped.ts";
import { temporaryFolder } from "../runner/temporary-folder.ts";
import { root } from "./local-server.ts";

/** The main job as a person starts it: real training, real serving, real time. Each run takes about 100 seconds. */
function start(...options: readonly string[]) {
  const folder = temporaryFolder();
  const temporary = join(folder, "tmp");
  mkdirSync(temporary);
  const run = spawn(process.execPath, [join(root, "examples/frost/main.ts"), ...options], {
    cwd: folder,
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true, // a process group of its own, so that what it leaves behind can be found
  });
  return { run, folder, temporary };
}

async function mainJob(...options: readonly string[]) {
  const { run, folder, temporary } = start("--json", ...options);
  const group = run.pid ?? 0;
  const exit = new Promise<number | null>((resolve) => run.once("exit", resolve));
  const [stdout, stderr, code] = await Promise.all([text(run.stdout), text(run.stderr), exit]);
  const lines = stdout.split("\n").filter((line) => line !== "");
  // What the main job prints is what the ledger holds; the decider's own types describe it.
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return { folder, code, stderr, lines, entries, leftBehind: leftBehind(group, temporary) };
}

/** A process of its group that still runs, and its temporary files. */
function leftBehind(group: number, temporary: string): readonly string[] {
  return [...(isAlive(-group) ? [`process group ${group}`] : []), ...readdirSync(temporary)];
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
  it("drifts, retrains, tries, promotes and tells, and prints the ledger alone", async () => {
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
        "cost-recorded",
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
    expect(readFileSync(join(folder, ".driftwheel/ledger.jsonl"), "utf8").trim().split("\n")).toEqual(lines);
    expect(leftBehind).toEqual([]);
  });

  it("retrains nothing when nothing drifts", async ({ skip }) => {
    skip(leftToCi("a run of the example in which nothing happens takes a minute and a half in real time."));
    const { code, stderr, entries, leftBehind } = await mainJob("--no-drift");

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(decided(entries)).toEqual([]);
    expect(
      entries.filter(({ kind, data }) => kind === "signal-observed" && "window" in data).length,
    ).toBeGreaterThan(10);
    expect(leftBehind).toEqual([]);
  });
});

it("leaves neither processes nor files when it is interrupted, however often", async () => {
  const { run, temporary } = start();
  for await (const text of run.stdout) if (String(text).includes("training the champion")) break;
  // The champion is in training as soon as its container has a folder.
  await expect
    .poll(() => readdirSync(temporary, { recursive: true }).length, { timeout: longestWait })
    .toBeGreaterThan(3);
  const again = setInterval(() => run.kill("SIGINT"), 5);
  const [code] = await once(run, "exit");
  clearInterval(again);

  expect(code).toBe(130);
  expect(leftBehind(run.pid ?? 0, temporary)).toEqual([]);
});
