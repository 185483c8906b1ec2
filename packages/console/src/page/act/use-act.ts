import { useMemo, useState } from "preact/hooks";
import type { Entry, ModelState } from "../api/api-types.ts";
import type { Failure } from "../api/failure.ts";
import { answers } from "../store/answers.ts";
import type { Ledger } from "../store/ledger.ts";
import type { Command } from "./command.ts";
import { actOnce } from "./give-command.ts";

interface Act {
  /** @returns why it was not done; null when it was */
  readonly give: (command: Command, reason: string) => Promise<Failure | null>;
  /** What the ledger got between the person's look and a conflict that said so. */
  readonly changed: readonly Entry[];
}

/** One act on a model, decided on what was seen when it began, and after a conflict on what is so then. */
export function useAct({ model, sequence }: Pick<ModelState, "model" | "sequence">, ledger: Ledger): Act {
  const act = useMemo(actOnce, []);
  const [opened] = useState(sequence);
  const [seen, setSeen] = useState(sequence);

  async function give(command: Command, reason: string): Promise<Failure | null> {
    const failure = await act(command, { model, reason, expectedSequence: seen });
    const current = answers.model(model);
    await current.refresh();
    const now = current.snapshot.value.body?.sequence ?? seen;
    await ledger.follow(now);
    if (failure?.kind === "conflict") setSeen(now);
    return failure;
  }

  return {
    give,
    changed: ledger.part.value.entries.filter((entry) => entry.sequence > opened && entry.sequence <= seen),
  };
}
