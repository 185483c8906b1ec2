import type { CommandAnswer } from "@driftwheel/core/vocabulary/command-answer.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { Problem } from "../problems/problem.ts";
import type { EntryAnswer } from "../schemas/entry.ts";
import { entryView } from "../views/entry-view.ts";

interface CommandResponse {
  readonly body: {
    readonly result: "accepted" | "repeated";
    readonly sequence: number;
    readonly entries: EntryAnswer[];
    readonly why: string | null;
  };
  readonly headers: Record<string, string>;
}

/**
 * The success that a command's answer is.
 *
 * @throws Problem for every answer that is none; a command that was refused the first time is refused again.
 */
export function commandResponse(model: string, answer: CommandAnswer): CommandResponse {
  const { result, sequence, why } = answer;
  const entries = answer.entries.map(entryView);
  const replayed = { "idempotent-replayed": "true" };
  switch (result) {
    case "accepted":
      return { body: { result, sequence, entries, why }, headers: {} };
    case "repeated": {
      const refusal = refusalIn(answer.entries);
      if (refusal) throw refused(refusal, why, replayed);
      return { body: { result, sequence, entries, why }, headers: replayed };
    }
    case "refused":
      throw refused(refusalIn(answer.entries), why);
    case "conflict":
      if (answer.key) {
        throw new Problem("key-reused", { detail: why ?? "The key was used for another command." });
      }
      throw new Problem("sequence-conflict", {
        detail: `The ledger of ${model} ends with ${sequence} by now; look again, and give the command on what you see then.`,
        sequence,
      });
    case "unknown-model":
      throw new Problem("not-found", { detail: why ?? `The fleet has no model "${model}".` });
    case "busy":
      throw new Problem(
        "busy",
        { detail: why ?? "Other writers were always first." },
        { "retry-after": "2" },
      );
  }
}

function refusalIn(entries: readonly Entry[]) {
  return entries.find((entry) => entry.kind === "command-refused");
}

function refused(
  entry: Extract<Entry, { readonly kind: "command-refused" }> | undefined,
  why: string | null,
  headers: Readonly<Record<string, string>> = {},
): Problem {
  const detail = entry?.data.why ?? why ?? "The command was refused.";
  return new Problem("refused", { detail, ...(entry ? { entry } : {}) }, headers);
}
