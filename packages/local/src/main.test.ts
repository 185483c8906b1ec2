import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import manifest from "../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../..", import.meta.url));

const run = (temporary: string, ...options: string[]) =>
  spawn("npm", ["run", "-s", "local", "--", "--no-functions", ...options], {
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
      const child = run(temporary, "--port", "0", "--every", "10s", "--every", "sweep=1m");
      const said = lines(child);
      await expect.poll(() => said).toHaveLength(2);
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
    await expect.poll(() => said).toHaveLength(2);
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
    await expect.poll(() => saidNext).toHaveLength(2);
    const there = readdirSync(temporary);
    expect(there).not.toContain(left);
    expect(there).toEqual(expect.arrayContaining([...strangers, `driftwheel-local-${pid}-Link00`]));

    next.kill("SIGTERM");
    await once(next, "exit");
  });

  it.each([
    [["--port", "many"], 2, "argument 'many' is invalid. It is a whole number from 0 to 65535."],
    [["--port", "99999"], 2, "argument '99999' is invalid."],
    [["--prot", "0"], 2, "unknown option '--prot'"],
    [
      ["--image", "frost"],
      2,
      "argument 'frost' is invalid. It is NAME=DIR, such as frost=examples/frost/image.",
    ],
    [["--image", "frost=/absent"], 2, "The image's folder /absent is none."],
    [["--images", "some"], 2, "argument 'some' is invalid. Allowed choices are any."],
    [["--every", "soon"], 2, "argument 'soon' is invalid. It is an interval such as 10s, 5m or 1h"],
    [["--account", "12"], 2, "argument '12' is invalid. It is a number of twelve digits."],
    [
      ["--python", "/bin/false"],
      1,
      "/bin/false is no Python 3.9 or newer. Name one by --python PATH or DRIFTWHEEL_PYTHON.",
    ],
    [["--fleet", "absent.ts"], 1, "absent.ts cannot be loaded. Cannot find module"],
  ])("says of %j what is wrong on standard error alone, without a stack", async (options, code, message) => {
    expect(await ended(...options)).toEqual({
      code,
      said: "",
      hints: expect.stringMatching(new RegExp(`^[^\n]*${message}[^\n]*\n`)),
    });
  });

  it("says which version it is", async () => {
    expect(await ended("--version")).toEqual({ code: 0, said: `${manifest.version}\n`, hints: "" });
  });

  it("says of a port that is taken that it is, and what to give instead", async () => {
    const taken = createServer();
    await new Promise<void>((listening) => taken.listen(0, "127.0.0.1", listening));
    const address = taken.address();
    const port = typeof address === "object" ? address?.port : null;
    const { code, said, hints } = await ended("--no-functions", "--port", String(port));
    taken.close();
    expect({ code, said }).toEqual({ code: 1, said: "" });
    expect(hints).toContain(`Port ${port} is taken by another process.`);
    expect(hints).not.toContain("    at ");
  });
});

/** How a run ended that was not to last, and all that it printed. */
async function ended(...options: readonly string[]) {
  const child = spawn("npm", ["run", "-s", "local", "--", ...options], {
    cwd: root,
    env: { ...process.env, TMPDIR: temporaryFolder(), NODE_DISABLE_COMPILE_CACHE: "1" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [said, hints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { code, said, hints };
}
