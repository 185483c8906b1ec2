import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { leftBehind } from "./left-behind.ts";
import { temporaryFolder } from "./temporary-folder.ts";

it("finds nothing where nothing is left", async () => {
  expect(await leftBehind(temporaryFolder())).toEqual([]);
});

it("names the files and folders that are left", async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "driftwheel-b"));
  writeFileSync(join(folder, "driftwheel-a"), "");

  expect(await leftBehind(folder)).toEqual(["driftwheel-a", "driftwheel-b"]);
});

it("names a process that still runs, and waits for one that is about to end", async () => {
  const folder = temporaryFolder();
  const environment = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { env: environment });
  await once(child, "spawn");

  expect(await leftBehind(folder, 0)).toEqual([
    expect.stringMatching(new RegExp(`^process ${child.pid}: .*process.stdin.resume`)),
  ]);

  const left = leftBehind(folder);
  child.kill("SIGTERM");
  expect(await left).toEqual([]);
});
