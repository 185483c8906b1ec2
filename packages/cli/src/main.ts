import { userInfo } from "node:os";
import picocolors from "picocolors";
import type { Context } from "./context.ts";
import { run } from "./program.ts";
import { sendEvent } from "./send-event.ts";

const { stdout, stderr, env } = process;

// A reader that has seen enough (`driftwheel ledger frost | head`) is no error.
stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit();
});

const context: Context = {
  out: (line) => stdout.write(`${line}\n`),
  hint: (line) => stderr.write(`${line}\n`),
  // Back to the line's beginning, and what stands there away.
  progress: (text) => stderr.isTTY && stderr.write(`\r\u001B[K${text ?? ""}`),
  colors: picocolors.createColors(stdout.isTTY && env.NO_COLOR === undefined),
  columns: stdout.isTTY ? stdout.columns : null,
  directory: process.cwd(),
  environment: env,
  now: () => new Date(),
  user: () => userInfo().username,
  send: (event, options) => sendEvent(event, options, env),
};

process.exitCode = await run(process.argv.slice(2), context);
