import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

const run = (temporary: string, ...options: string[]) =>
  spawn("npm", ["run", "local", "--", "--no-functions", ...options], {
    cwd: root,
    // npm would keep its own compiled code there.
    env: { ...process.env, TMPDIR: temporary, NODE_DISABLE_COMPILE_CACHE: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });

const lines = (child: ChildProcess & { stdout: NodeJS.ReadableStream }) => {
  const seen: string[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => seen.push(line));
  return seen;
};

describe("npm run local", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "says where it serves and nothing else, and ends within two seconds of %s without a trace",
    async (signal) => {
      const temporary = temporaryFolder();
      const child = run(temporary, "--port", "0");
      const said = lines(child);
      await expect.poll(() => said, { timeout: 20_000 }).toHaveLength(2);
      const url = said[0]?.replace(/^ready /, "") ?? "";
      const buckets = await fetch(url);
      const xml = await buckets.text();

      const begun = Date.now();
      child.kill(signal);
      await once(child, "exit");
      await expect(fetch(url)).rejects.toThrow();

      expect(Date.now() - begun).toBeLessThan(2_000);
      expect(said).toEqual([
        expect.stringMatching(/^ready http:\/\/127\.0\.0\.1:\d+$/),
        expect.stringMatching(/^api http:\/\/127\.0\.0\.1:\d+$/),
      ]);
      expect(xml).toContain("<ListAllMyBucketsResult");
      expect(readdirSync(temporary)).toEqual([]);
    },
  );

  it("removes at the next start what one left that was ended by force, and nothing else", async () => {
    const temporary = temporaryFolder();
    const killed = run(temporary, "--port", "0");
    const said = lines(killed);
    await expect.poll(() => said, { timeout: 20_000 }).toHaveLength(2);
    const [left = ""] = readdirSync(temporary).filter((name) => name.startsWith("driftwheel-local-"));
    // npm itself has no number in the name.
    const pid = Number(left.split("-")[2]);
    process.kill(pid, "SIGKILL");
    await once(killed, "exit");
    expect(readdirSync(temporary)).toContain(left);
    const strangers = [`driftwheel-local-${process.pid}-Abc123`, "driftwheel-local-x-Abc123", "other"];
    for (const name of strangers) mkdirSync(join(temporary, name));
    symlinkSync(temporary, join(temporary, `driftwheel-local-${pid}-Link00`));

    const next = run(temporary, "--port", "0");
    const saidNext = lines(next);
    await expect.poll(() => saidNext, { timeout: 20_000 }).toHaveLength(2);
    const there = readdirSync(temporary);
    expect(there).not.toContain(left);
    expect(there).toEqual(expect.arrayContaining([...strangers, `driftwheel-local-${pid}-Link00`]));

    next.kill("SIGTERM");
    await once(next, "exit");
  });

  it("refuses a port that is none", async () => {
    const child = run(temporaryFolder(), "--port", "many");
    const said = lines(child);

    const [code] = await once(child, "exit");

    expect(code).not.toBe(0);
    // npm itself reports the failure as JSON, since .npmrc asks for that.
    expect(said.join("\n")).not.toContain("ready");
  });
});
