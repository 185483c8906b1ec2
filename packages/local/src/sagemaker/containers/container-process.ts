import { type ChildProcess, spawn } from "node:child_process";
import { constants } from "node:os";
import { extname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type ContainerLog, fileLog } from "./container-log.ts";
import { hasOwnPlace, within } from "./own-place.ts";

export interface ContainerCommand {
  readonly command: readonly string[];
  /** Working directory: the image's folder. */
  readonly directory: string;
  /** The whole environment; nothing is inherited. */
  readonly environment: Readonly<Record<string, string>>;
  /** Standard output and standard error are appended here. */
  readonly logFile: string;
  /** Takes each line of both, without its end. */
  readonly tell?: (line: string) => void;
}

export interface ContainerExit {
  /** Exit code as a shell tells it: 128 + the signal's number when a signal ended it, 127 when it could not start. */
  readonly code: number;
}

/** A running container: a process group of its own. */
export interface ContainerProcess {
  readonly exited: Promise<ContainerExit>;
  /** The last line that it has written and that has something in it; empty when there is none. */
  lastLine(): string;
  /** Asks the process to end, and ends it by force after this many milliseconds. */
  end(grace: number): Promise<ContainerExit>;
}

const running = new Set<ChildProcess>();
let watching = false;

/** Starts what an image runs. `node` is the Node of this process. */
export function startContainer(container: ContainerCommand): ContainerProcess {
  const [program = "", ...parameters] = container.command;
  const log = fileLog(container.logFile, container.tell ?? (() => {}));
  const root = container.environment.OPT_ML;
  if (root !== undefined && !hasOwnPlace()) log.note(elsewhere(root));
  const byNode = program === "node";
  const command = byNode ? [process.execPath, ...nodeOptions, ...parameters] : container.command;
  const [first = "", ...rest] = within({
    command,
    environment: container.environment,
    watched: !byNode,
  });
  const child = spawn(first, rest, {
    cwd: container.directory,
    env: container.environment,
    // A group of its own, so that what the container starts ends with it.
    detached: true,
    // The fourth closes when this process dies, however it dies.
    stdio: ["ignore", "pipe", "pipe", byNode ? "ipc" : "pipe"],
  });
  child.channel?.unref();
  running.add(child);
  endAllAtExit();
  const exited = exitOf(child, log);
  void exited.then(() => running.delete(child));
  return {
    exited,
    lastLine: () => log.lastLine(),
    async end(grace) {
      signal(child, "SIGTERM");
      const force = setTimeout(() => signal(child, "SIGKILL"), grace);
      const exit = await exited;
      clearTimeout(force);
      return exit;
    },
  };
}

function elsewhere(root: string): string {
  return `Here /opt/ml is ${root}: this machine lets no container have a place of its own. OPT_ML, SM_MODEL_DIR and the like name it.`;
}

// In TypeScript as this file is, or compiled as it is.
const endWithParent = new URL(`./end-with-parent${extname(import.meta.url)}`, import.meta.url);
const nodeOptions = ["--import", endWithParent.href];

/** Milliseconds that the end of the outputs is waited for: a process that left the group may hold them open. */
const patience = 500;

async function exitOf(child: ChildProcess, log: ContainerLog): Promise<ContainerExit> {
  child.stdout?.on("data", (chunk: Buffer) => log.write(chunk));
  child.stderr?.on("data", (chunk: Buffer) => log.write(chunk));
  const closed = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const code = await new Promise<number>((resolve) => {
    child.once("error", () => resolve(127));
    child.once("exit", (exitCode, name) => {
      // What the container left behind in its group ends with it.
      signal(child, "SIGKILL");
      resolve(exitCode ?? 128 + (name === null ? 0 : signalNumber(name)));
    });
  });
  await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
  log.close();
  return { code };
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
