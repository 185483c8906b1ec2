import { type Command, Option } from "commander";
import type { Context } from "../context/context.ts";

export interface OutputOptions {
  /** Absent unless one of `--json` and `--no-json` was given. */
  readonly json?: boolean;
}

/** The rule of every command that has text for people; shown in the program's help. */
export const outputRule = `
Output:
  Text for people on a terminal; JSON with --json, and wherever standard output is no terminal.
  --no-json gives the text there too. Errors go to standard error as text.`;

/** `--json` and `--no-json`. @param form what the JSON is, `the entry as one line of JSON`. */
export function withOutput(command: Command, form: string): Command {
  return command
    .addOption(new Option("--json", `print ${form}, as always where standard output is no terminal`))
    .addOption(new Option("--no-json", "print text for people there too"));
}

/** True when the answer is for a program. */
export function isForProgram({ json }: OutputOptions, { columns }: Context): boolean {
  return json ?? columns === null;
}
