import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Runs a command of the checkout, by npm or by itself, and answers all that it printed. */
async function ran(command: string, ...words: readonly string[]) {
  const child = spawn(command, words, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code, out, err };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

const ways = [
  ["by its link", "node_modules/.bin/driftwheel", []],
  ["by npx", "npx", ["driftwheel"]],
  ["by its script", "npm", ["run", "-s", "driftwheel", "--"]],
] as const;

test.each(ways)("%s the command tells its version", async (_, command, words) => {
  expect(await ran(command, ...words, "--version")).toEqual({
    code: 0,
    out: `${manifest.version}\n`,
    err: "",
  });
});

test.each(ways)(
  "%s a command that fails keeps standard output clean, and its exit code",
  async (_, command, words) => {
    // Both of this machine's addresses refuse, which Node tells in an error without words of its own.
    const address = `http://localhost:${await freePort()}`;
    const nobody = ["status", "frost", "--json", "--api", address];
    const failed = await ran(command, ...words, ...nobody);
    expect({ code: failed.code, out: failed.out }).toEqual({ code: 1, out: "" });
    expect(failed.err).toMatch(/^Nothing answers at http:\/\/localhost:\d+ \(connect ECONNREFUSED .*\)\./);
    const wrong = await ran(command, ...words, "no-such-command");
    expect(wrong).toEqual({ code: 2, out: "", err: "error: unknown command 'no-such-command'\n" });
  },
);
