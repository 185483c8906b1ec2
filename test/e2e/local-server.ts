import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";

export const root = join(import.meta.dirname, "../..");

export interface RunningServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** Sends the signal and answers after how many milliseconds the process had ended. */
  end(signal: NodeJS.Signals): Promise<number>;
}

/** Starts what `npm run local` starts, on a free port, and waits until it says that it serves. */
export async function startServer(...options: readonly string[]): Promise<RunningServer> {
  const server = spawn(process.execPath, ["packages/local/src/main.ts", "--port", "0", ...options], {
    cwd: root,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  const [line] = (await Promise.race([
    once(createInterface({ input: server.stdout }), "line"),
    ended.then(() => {
      throw new Error("the server ended before it served");
    }),
  ])) as [string]; // readline's "line" event carries one string
  const url = /^ready (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1];
  if (!url) throw new Error(`the server said ${JSON.stringify(line)}`);
  return {
    url,
    process: server,
    async end(signal) {
      const asked = performance.now();
      server.kill(signal);
      await ended;
      return performance.now() - asked;
    },
  };
}
