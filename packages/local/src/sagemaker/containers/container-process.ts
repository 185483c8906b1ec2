import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { constants } from "node:os";

export interface ContainerCommand {
  readonly command: readonly string[];
  /** Working directory: the image's folder. */
  readonly directory: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and standard error are appended here. */
  readonly logFile: string;
}

export interface ContainerExit {
  /** Exit code as a shell tells it: 128 + the signal's number when a signal ended it, 127 when it could not start. */
  readonly code: number;
}

/** A running container: a process group of its own. */
export interface ContainerProcess {
  readonly exited: Promise<ContainerExit>;
  /** Asks the process to end, and ends it by force after this many milliseconds. */
  end(grace: number): Promise<ContainerExit>;
}

const running = new Set<ChildProcess>();
let watching = false;

/** Starts what an image runs. `node` is the Node of this process. */
export function startContainer(container: ContainerCommand): ContainerProcess {
  const [program = "", ...parameters] = container.command;
  const log = openSync(container.logFile, "a");
  const byNode = program === "node";
  const child = spawn(byNode ? process.execPath : program, [...(byNode ? nodeOptions : []), ...parameters], {
    cwd: container.directory,
    env: container.environment,
    // A group of its own, so that what the container starts ends with it.
    detached: true,
    stdio: byNode ? ["ignore", log, log, "ipc"] : ["ignore", log, log],
  });
  closeSync(log);
  child.channel?.unref();
  running.add(child);
  endAllAtExit();
  const exited = exitOf(child);
  void exited.then(() => running.delete(child));
  return {
    exited,
    async end(grace) {
      signal(child, "SIGTERM");
      const force = setTimeout(() => signal(child, "SIGKILL"), grace);
      const exit = await exited;
      clearTimeout(force);
      return exit;
    },
  };
}

const nodeOptions = ["--import", new URL("./end-with-parent.ts", import.meta.url).href];

function exitOf(child: ChildProcess): Promise<ContainerExit> {
  return new Promise((resolve) => {
    child.once("error", () => resolve({ code: 127 }));
    child.once("exit", (code, name) => {
      // What the container left behind in its group ends with it.
      signal(child, "SIGKILL");
      resolve({ code: code ?? 128 + (name === null ? 0 : signalNumber(name)) });
    });
  });
}

function signalNumber(name: NodeJS.Signals): number {
  return constants.signals[name];
}

function signal(child: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {
    // The group has ended already.
  }
}

/** A process that ends without closing its server takes the containers with it. */
function endAllAtExit(): void {
  if (watching) return;
  watching = true;
  // First of all that is done then: what removes their folders comes after them.
  process.prependOnceListener("exit", () => {
    for (const child of running) signal(child, "SIGKILL");
  });
}
