import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** The example, as its page is told of it. */
type ExampleState =
  | { readonly state: "ready" }
  | { readonly state: "impossible"; readonly why: string }
  | { readonly state: "running"; readonly lines: readonly string[] }
  /** `failure` is null where it ended as it should. */
  | { readonly state: "ended"; readonly lines: readonly string[]; readonly failure: string | null };

export interface ExampleRun {
  state(): ExampleState;
  /** @returns false where it cannot be started, or was before: it begins on an empty server */
  start(): boolean;
  /** Ends it by its process id, and comes back when it is over. */
  close(): Promise<void>;
}

interface Wanted {
  /** Words for Node. */
  readonly program: readonly string[];
  /** Where the small AWS is. */
  readonly url: string;
  /** A module with the fleet; null for the example's own. */
  readonly fleet: string | null;
  /** Why it cannot be run here; null where it can. */
  readonly impossible: string | null;
}

/** What is kept of what it says, from its end on. */
const mostLines = 500;

/** The example against this server, in a process of its own: its traffic takes none of the server's time. */
export function exampleRun({ program, url, fleet, impossible }: Wanted): ExampleRun {
  const lines: string[] = [];
  const troubles: string[] = [];
  let child: ChildProcess | null = null;
  let ended: { readonly failure: string | null } | null = null;

  function keep(kept: string[], line: string): void {
    kept.push(line);
    if (kept.length > mostLines) kept.shift();
  }

  return {
    state() {
      if (impossible !== null) return { state: "impossible", why: impossible };
      if (child === null) return { state: "ready" };
      return ended === null
        ? { state: "running", lines: [...lines] }
        : { state: "ended", lines: [...lines], failure: ended.failure };
    },
    start() {
      if (impossible !== null || child !== null) return false;
      const started = spawn(process.execPath, [...program, "--endpoint-url", url], {
        env: { ...process.env, ...(fleet === null ? {} : { DRIFTWHEEL_FLEET: fleet }) },
        stdio: ["ignore", "pipe", "pipe"],
      });
      child = started;
      createInterface({ input: started.stdout }).on("line", (line) => keep(lines, line));
      createInterface({ input: started.stderr }).on("line", (line) => keep(troubles, line));
      started.once("error", ({ message }) => {
        ended = { failure: message };
      });
      // After the last of what it says was read.
      started.once("close", (code, signal) => {
        const words = troubles.at(-1) ?? `It ended by ${signal ?? code}.`;
        ended ??= { failure: code === 0 ? null : words };
      });
      return true;
    },
    async close() {
      if (child === null || child.exitCode !== null || child.signalCode !== null || ended !== null) return;
      const exit = once(child, "exit");
      child.kill("SIGTERM");
      await exit;
    },
  };
}
