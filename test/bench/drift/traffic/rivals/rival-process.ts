import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";

/** Whether each method of the library that was asked alarms. */
const verdicts = z.record(z.string(), z.boolean());
type Verdicts = z.infer<typeof verdicts>;

/** What rivals.py is told. Columns are by feature. */
type Message =
  | { readonly trained: readonly (readonly number[])[]; readonly rows: number }
  | { readonly window: readonly (readonly number[])[]; readonly library: string };

export interface RivalProcess {
  /**
   * One message after the other: the next is sent when this one is answered, so that neither side holds more than one.
   *
   * @throws Error with what the process last wrote as errors, when it ended or answers something else
   */
  ask(message: Message): Promise<Verdicts>;
  close(): Promise<void>;
}

/** Starts a process that answers each line of JSON with one. */
export function startRivals(command: string, parameters: readonly string[]): RivalProcess {
  const child = spawn(command, parameters, { stdio: ["pipe", "pipe", "pipe"] });
  let complaint = "";
  const complain = (text: string) => {
    complaint = `${complaint}${text}`.slice(-2000);
  };
  child.stderr.setEncoding("utf8").on("data", complain);
  child.on("error", ({ message }) => complain(message));
  // A pipe that breaks because the process ended: that it ended is what `ask` tells.
  child.stdin.on("error", () => {});
  const closed = new Promise<void>((resolve) => {
    child.on("close", () => resolve());
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (message) => {
      if (!child.stdin.write(`${JSON.stringify(message)}\n`) && child.stdin.writable) {
        await Promise.race([once(child.stdin, "drain"), closed]);
      }
      const answer = await lines.next();
      if (answer.done) {
        await closed;
        throw new Error(`${command} ended without an answer: ${complaint.trim()}`);
      }
      return verdicts.parse(JSON.parse(answer.value));
    },
    close: async () => {
      child.stdin.end();
      await closed;
    },
  };
}
