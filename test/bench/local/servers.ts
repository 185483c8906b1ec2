import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

export interface Started {
  readonly port: number;
  /** From the start of the process to its first answer. */
  readonly readyMilliseconds: number;
  /** Of the process as it is now. */
  residentMegabytes(): number;
  /** What the process has used of processors since it began; null where Linux does not tell. */
  cpuSeconds(): number | null;
  stop(): Promise<void>;
}

export type ServerName = "driftwheel" | "moto";

const bin = fileURLToPath(new URL("../../../packages/local/bin/local.mjs", import.meta.url));
const python = process.env.PYTHON ?? "python3";

/** As `npm run local` starts it, and as moto says it is started. */
const commands: Readonly<Record<ServerName, (port: number) => readonly string[]>> = {
  driftwheel: (port) => [
    ...[process.execPath, "--max-semi-space-size=2", bin, "--no-functions", "--images", "any"],
    ...["--port", String(port), "--api-port", "0"],
  ],
  moto: (port) => [python, "-m", "moto.server", "--port", String(port)],
};

/** Moto's version and Python's, or null where there is no moto. */
export function motoVersion(): string | null {
  const script =
    "import flask, moto, platform; print('moto', moto.__version__, 'on Python', platform.python_version())";
  try {
    return execFileSync(python, ["-c", script], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  } catch {
    return null;
  }
}

export async function start(name: ServerName): Promise<Started> {
  const port = await freePort();
  const [program = "", ...words] = commands[name](port);
  const begun = performance.now();
  const child = spawn(program, words, { stdio: "ignore" });
  const patience = begun + 60_000;
  while (!(await answers(port))) {
    if (child.exitCode !== null || performance.now() > patience) throw new Error(`${name} does not answer.`);
  }
  const readyMilliseconds = performance.now() - begun;
  return {
    port,
    readyMilliseconds,
    residentMegabytes: () => residentKilobytes(child) / 1024,
    cpuSeconds: () => cpuSeconds(child),
    async stop() {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

function residentKilobytes(child: ChildProcess): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" }));
}

/** Source: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, utime and stime in hundredths of a second */
function cpuSeconds(child: ChildProcess): number | null {
  const file = `/proc/${child.pid}/stat`;
  if (!existsSync(file)) return null;
  const fields = readFileSync(file, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("There is no free port.");
  return address.port;
}

/** Whether anything at all is answered; asked again after five milliseconds at the soonest. */
async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const asked = request({ port, host: "127.0.0.1", path: "/", agent: false }, (answer) => {
      answer.resume();
      resolve(true);
    });
    asked.on("error", () => setTimeout(() => resolve(false), 5));
    asked.end();
  });
}
