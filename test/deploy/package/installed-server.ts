import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { environment } from "./environment.ts";

export interface InstalledServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The small AWS of the package that the folder has, on any port, ready. */
export async function startInstalled(
  folder: string,
  ...options: readonly string[]
): Promise<InstalledServer> {
  const words = ["node_modules/driftwheel/bin/driftwheel.js", "local", ...options, "--port", "0"];
  const child = spawn(process.execPath, words, {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
    env: environment(folder),
  });
  const ended = once(child, "exit");
  const url = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on("line", (line) => {
      if (line.startsWith("ready ")) resolve(line.slice("ready ".length));
    });
    void ended.then(([code]) => reject(new Error(`It ended with ${code} before it was ready.`)));
  });
  return {
    url,
    async stop() {
      child.kill();
      await ended;
    },
  };
}
