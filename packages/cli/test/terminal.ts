import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import type { AwsOptions, Context, PersonEvent } from "../src/context.ts";
import { run } from "../src/program.ts";

export interface Said {
  readonly code: number;
  readonly out: readonly string[];
  readonly hints: readonly string[];
  readonly progress: readonly (string | null)[];
  readonly sent: readonly (PersonEvent & { readonly options: AwsOptions & { readonly bus: string } })[];
}

/** Runs the command as a person would, in an empty folder unless told where. */
export async function type(words: readonly string[], changes: Partial<Context> = {}): Promise<Said> {
  const out: string[] = [];
  const hints: string[] = [];
  const progress: (string | null)[] = [];
  const sent: Said["sent"][number][] = [];
  const context: Context = {
    out: (line) => out.push(line),
    hint: (line) => hints.push(line),
    progress: (text) => progress.push(text),
    colors: picocolors.createColors(false),
    columns: null,
    directory: changes.directory ?? (await emptyFolder()),
    environment: {},
    now: () => new Date("2026-03-02T12:00:00.000Z"),
    user: () => "someone",
    async send(event, { bus, ...options }) {
      sent.push({ ...event, options: { ...options, bus } });
      return "event-1";
    },
    ...changes,
  };
  return { code: await run(words, context), out, hints, progress, sent };
}

export function emptyFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "driftwheel-cli-"));
}
