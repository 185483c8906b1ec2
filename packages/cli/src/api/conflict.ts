import type { Context } from "../context/context.ts";
import { exitCode, PersonError } from "../context/errors.ts";
import { entryTable } from "../output/entry-table.ts";
import { entryPage } from "./answers.ts";
import { type Api, path, query } from "./client.ts";
import { ProblemError } from "./problem.ts";

interface Read {
  readonly api: Api;
  readonly model: string;
  /** The ledger's end that the command was given on. */
  readonly seen: number;
}

const shown = 10;

/** What to throw instead of an error: a conflict tells what happened since the model was read. */
export async function inConflict(
  error: unknown,
  { api, model, seen }: Read,
  context: Context,
): Promise<unknown> {
  if (!(error instanceof ProblemError) || error.kind !== "sequence-conflict") return error;
  const { entries, next } = await api.get(
    path("models", model, "entries") + query({ after: seen, limit: shown }),
    entryPage,
  );
  // Columns are for standard output; this goes to standard error, as wide as it is.
  const lines = entryTable(entries, { ...context, columns: null });
  return new PersonError(
    [
      `Nothing was done: the ledger of ${model} ended with entry ${seen} when it was read, and goes on:`,
      ...lines.map((line) => `  ${line}`),
      ...(next === null ? [] : [`  ... and more; see driftwheel ledger ${model}`]),
      "If it still holds, run it again.",
    ].join("\n"),
    exitCode.conflict,
    { cause: error },
  );
}
