import { randomUUID } from "node:crypto";
import { userInfo } from "node:os";
import { createInterface } from "node:readline/promises";
import { setTimeout as wait } from "node:timers/promises";
import picocolors from "picocolors";
import type { Context } from "./context.ts";

/** Milliseconds that something on this machine has to answer in. */
const atOnce = 1_000;

const { stdin, stdout, stderr, env } = process;

/** The world of a command that a person has called. */
export function processContext(): Context {
  // A reader that has seen enough (`driftwheel ledger frost | head`) is no error.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit();
  });
  return {
    out: (line) => stdout.write(`${line}\n`),
    hint: (line) => stderr.write(`${line}\n`),
    // Back to the line's beginning, and what stands there away.
    progress: (text) => stderr.isTTY && stderr.write(`\r\u001B[K${text ?? ""}`),
    ask: stdin.isTTY && stderr.isTTY ? ask : null,
    input: () => stdin,
    colors: picocolors.createColors(stdout.isTTY === true && env.NO_COLOR === undefined),
    columns: stdout.isTTY ? stdout.columns : null,
    directory: process.cwd(),
    environment: env,
    now: () => new Date(),
    user: () => userInfo().username,
    newKey: randomUUID,
    serves,
    wait,
  };
}

async function ask(question: string): Promise<string> {
  // Not on standard output, which may go to a file.
  const conversation = createInterface({ input: stdin, output: stderr });
  try {
    return await conversation.question(question);
  } finally {
    conversation.close();
  }
}

/** By its document, which anybody may read: another program may use the port. */
async function serves(address: string): Promise<boolean> {
  try {
    const answer = await fetch(`${address}/openapi.json`, { signal: AbortSignal.timeout(atOnce) });
    return answer.ok && (await answer.text()).includes('"title":"Driftwheel"');
  } catch {
    return false;
  }
}
