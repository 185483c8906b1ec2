import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import type { ServingName } from "@driftwheel/example-frost/serving/serving.ts";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../runner/temporary-folder.ts";
import { root } from "../local-server.ts";

/** The example as a person starts it, on an endpoint without a server: drift is found in what was logged of its answers. */
async function run(serving: ServingName) {
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

/** The compiler cannot tie an entry to the kind that it is asked for by. */
const of = <Kind extends Entry["kind"]>(entries: readonly Entry[], kind: Kind) =>
  entries.filter((entry) => entry.kind === kind) as unknown as readonly EntryOf<Kind>[];

it.each([
  ["callers read the route and log", "serverless", 2_000, 10],
  ["callers ask the proxy, which logs", "serverless-proxy", 5_000, 25],
] as const)(
  "where %s: drifts, retrains, tries on a second endpoint, promotes in place, and clears the second endpoint away",
  async (_, serving, keptFor, share) => {
    const { code, stderr, entries, left } = await run(serving);

    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(of(entries, "drift-confirmed")).not.toEqual([]);
    expect(of(entries, "retraining-succeeded")).not.toEqual([]);
    const [started] = of(entries, "rollout-started");
    const apart = { endpoint: "driftwheel-frost-v2-1", parameter: "/frost/route", keptFor };
    expect(started?.data).toMatchObject({ apart, weight: 0, endpoint: "frost-prod" });
    const shifts = of(entries, "weights-shifted").map(({ data }) => [data.to, data.next?.deploy ?? null]);
    expect(shifts).toEqual([
      [share, null],
      [50, null],
      [100, "winner"],
      [100, "return"],
    ]);
    const looks = of(entries, "rollout-looked");
    expect(looks.at(-1)?.data.decision).toBe("promote");
    // Both arms are counted, each on its own endpoint.
    for (const { data } of looks) {
      expect(data.champion.invocations).toBeGreaterThan(0);
      expect(data.challenger.invocations).toBeGreaterThan(0);
    }
    expect(of(entries, "rollout-promoted").map(({ data }) => data.gone)).toEqual([
      { apart, config: "driftwheel-frost-v2-1-trial" },
    ]);
    const done = of(entries, "effect-done").map(({ data }) => data.effect);
    expect(done.filter((effect) => effect === "set-route")).toHaveLength(4);
    expect(done).toContain("delete-endpoint");
    const state = replay("frost", entries);
    expect(state.outbox).toEqual([]);
    expect(state.endpoint).toMatchObject({
      config: "driftwheel-frost-v2-1-sole",
      variants: [{ name: "version-2", weight: 1 }],
    });
    expect(left).toEqual([]);
  },
);
