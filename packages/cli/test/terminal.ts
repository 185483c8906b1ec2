import { tmpdir } from "node:os";
import picocolors from "picocolors";
import { temporaryFolder } from "../../../test/runner/temporary-folder.ts";
import type { Context } from "../src/context/context.ts";
import { run } from "../src/program.ts";

export interface Heard {
  readonly out: string[];
  readonly hints: string[];
  readonly progress: (string | null)[];
  /** What was asked of the person. */
  readonly questions: string[];
  /** Milliseconds that were waited. */
  readonly waits: number[];
}

export interface Changes extends Partial<Omit<Context, "ask">> {
  /** What the person types when asked; without it nobody is there. */
  readonly answers?: string[];
}

/** A world in which a command runs, and what it was heard to say there. */
export function terminal({ answers, ...changes }: Changes = {}): {
  readonly context: Context;
  readonly heard: Heard;
} {
  const heard: Heard = { out: [], hints: [], progress: [], questions: [], waits: [] };
  const context: Context = {
    out: (line) => heard.out.push(line),
    hint: (line) => heard.hints.push(line),
    progress: (text) => heard.progress.push(text),
    ask: answers
      ? async (question) => {
          heard.questions.push(question);
          return answers.shift() ?? "";
        }
      : null,
    async *input() {},
    colors: picocolors.createColors(false),
    columns: null,
    directory: tmpdir(),
    environment: {},
    now: () => new Date("2026-03-02T12:00:00.000Z"),
    user: () => "someone",
    newKey: () => "key-1",
    // Whatever may run on the machine of the tests.
    serves: async () => false,
    async wait(milliseconds) {
      heard.waits.push(milliseconds);
    },
    ...changes,
  };
  return { context, heard };
}

/** Runs the command as a person would, in an empty folder unless told where. */
export async function type(
  words: readonly string[],
  changes: Changes = {},
): Promise<Heard & { readonly code: number }> {
  const { context, heard } = terminal({ directory: temporaryFolder(), ...changes });
  return { code: await run(words, context), ...heard };
}
