import { type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import { replayLedger } from "@driftwheel/core/replay/replay-ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { frostPolicy } from "@driftwheel/example-frost/policy.ts";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { blocksOfGuide } from "../../guides/blocks.ts";
import { longestWait } from "../../runner/longest-wait.ts";
import { environment } from "./environment.ts";
import { driftwheel, folderWithPackage, linkPlatform, root } from "./own-folder.ts";

/** The commands of the guide, block by block; a block that is added must be run here. */
const [begin = [], visit = [], own = [], check = [], plan = [], upgrade = [], ...more] = blocksOfGuide(
  "own-repository",
  "sh package",
).map(({ code }) => code.trim().split("\n"));

/** Runs a line of the guide in the folder; the package is the one that was packed here. @returns standard output */
function run(folder: string, line: string, ...options: readonly string[]): string {
  const [program = "", ...words] = line.split(" ");
  if (program === "npm") {
    expect(words).toEqual(["install", "--save-exact", "driftwheel"]);
    words.splice(1, 2, "--offline", "--no-audit", "--no-fund", inject("tarball"));
  }
  return execFileSync(program, [...words, ...options], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: environment(folder),
  });
}

describe("the guide's example, in an empty folder", () => {
  let folder: string;
  let server: ChildProcessByStdio<null, Readable, Readable>;
  const said: string[] = [];
  const hints: string[] = [];
  const [install = "", init = "", local = ""] = begin;

  beforeAll(async () => {
    folder = folderWithPackage();
    run(folder, install);
    run(folder, init);
    const [program = "", ...words] = local.split(" ");
    // Any port: another small AWS may run on this machine.
    server = spawn(program, [...words, "--port", "0"], {
      cwd: folder,
      stdio: ["ignore", "pipe", "pipe"],
      env: environment(folder),
      detached: true,
    });
    createInterface({ input: server.stdout }).on("line", (line) => said.push(line));
    createInterface({ input: server.stderr }).on("line", (line) => hints.push(line));
    await vi.waitFor(() => expect(said).toHaveLength(2), { timeout: longestWait });
  });
  afterAll(async () => {
    const { pid } = server;
    const ended = once(server, "exit");
    // npx and what it started: npm passes no signal on.
    if (pid !== undefined && server.exitCode === null) {
      process.kill(-pid, "SIGTERM");
      await ended;
    }
  });

  it("drifts, retrains, tries and promotes, and leaves there what init wrote, and its ledger", () => {
    const [url = "", api = ""] = said.map((line) => line.split(" ")[1]);
    const [example = "", ledger = ""] = visit;
    expect(hints).toContain(`Next, in another terminal here: ${example}`);

    run(folder, example, "--endpoint-url", url);
    const told = run(folder, ledger, "--api", api);

    const entries = readFileSync(join(folder, ".driftwheel/ledger.jsonl"), "utf8").trim().split("\n");
    const kinds = entries.map((line) => (JSON.parse(line) as Entry).kind);
    expect(kinds).toEqual(
      expect.arrayContaining([
        "drift-confirmed",
        "retraining-succeeded",
        "rollout-started",
        "rollout-promoted",
      ]),
    );
    expect(told).toContain('"rollout-promoted"');
    expect(readdirSync(folder).toSorted()).toEqual([
      ".driftwheel",
      ".github",
      ".gitignore",
      "README.md",
      "deployment.production.json",
      "driftwheel.config.ts",
      "node_modules",
      "package-lock.json",
      "package.json",
      "sst.config.ts",
      "tsconfig.json",
    ]);
  });

  it("is not begun again where it was", () => {
    const [url = ""] = said.map((line) => line.split(" ")[1]);
    expect(driftwheel(folder, ["example", "--endpoint-url", url])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: `The example was at ${url} before, and begins on an empty one: end npx driftwheel local with Ctrl-C, and start it anew.\n`,
    });
  });

  it("tells init of a model by its endpoint, as an account would", () => {
    const [url = ""] = said.map((line) => line.split(" ")[1]);
    const other = folderWithPackage();
    const { stderr } = driftwheel(other, ["init", "--from-endpoint", "frost-prod", "--yes"], {
      AWS_ENDPOINT_URL: url,
    });

    expect(stderr).toMatch(/^Wrote [^\n]+\nNext: npx driftwheel check\n$/);
    const fleet = readFileSync(join(other, "driftwheel.config.ts"), "utf8");
    for (const text of [
      '"frost-prod"',
      'packageGroup: "frost"',
      '"frost-train"',
      '"s3://frost-weather/capture"',
    ]) {
      expect(fleet).toContain(text);
    }
    expect(readFileSync(join(other, "deployment.production.json"), "utf8")).toContain(":role/frost");
    expect(
      driftwheel(other, ["init", "--from-endpoint", "frost", "--yes"], { AWS_ENDPOINT_URL: url }).stderr,
    ).toBe("There is no endpoint frost; there are frost-prod.\n");
  });

  it("is decided by the same version as it was, and otherwise where the policy is another", () => {
    const text = readFileSync(join(folder, ".driftwheel/ledger.jsonl"), "utf8");
    const entries = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry);
    const policyWith = (rollout: object) => {
      const { models } = defineFleet({
        models: { frost: { ...frostPolicy, rollout: { ...frostPolicy.rollout, ...rollout } } },
      });
      if (!models.frost) throw new Error("There is no frost.");
      return models.frost;
    };
    const same = replayLedger("frost", entries, policyWith({}));
    const patient = replayLedger("frost", entries, policyWith({ minTrials: 1_000_000 }));

    expect(same.partings).toEqual([]);
    expect(same.identical).toBe(entries.length);
    expect(same.decided.windows).toBeGreaterThan(5);
    expect(same.decided.looks).toBeGreaterThan(0);
    expect(same.decided.gates).toBeGreaterThan(0);
    expect(same.asTold).toMatchObject({ "rollout-started": 1 });
    // A first look that comes soon has too few requests under either policy.
    const decided = entries.find(
      (entry) => entry.kind === "rollout-looked" && entry.data.decision !== "not-enough-data",
    );
    expect(patient.partings).toContainEqual(
      expect.objectContaining({ sequence: decided?.sequence, would: ["rollout-looked not-enough-data"] }),
    );
  });
});

describe("the guide's own model", () => {
  let folder: string;
  beforeAll(() => {
    folder = folderWithPackage();
    for (const line of own) run(folder, line);
  });

  it("has what the guide shows of sst.config.ts", () => {
    const [{ code } = { code: "" }] = blocksOfGuide("own-repository", "text sst");
    const config = readFileSync(join(folder, "sst.config.ts"), "utf8");
    for (const line of code.trim().split("\n")) expect(config).toContain(line);
  });

  it("is checked", () => {
    symlinkSync(realpathSync(join(root, "node_modules/.bin/tsc")), join(folder, "node_modules/.bin/tsc"));
    for (const line of check) run(folder, line);
  });

  it("is planned and upgraded there, and every block of the guide was run", () => {
    linkPlatform(folder);
    for (const line of plan) run(folder, line);
    const [install = "", tell = ""] = upgrade;
    run(folder, install);
    expect(run(folder, tell)).toMatch(/^Resources, .*: none changes\.\n$/);
    expect(more).toEqual([]);
  });
});
