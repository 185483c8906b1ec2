import { useState } from "preact/hooks";
import type { ModelState } from "../api/api-types.ts";
import { ReasonDialog } from "../parts/dialog.tsx";
import type { Ledger } from "../store/ledger.ts";
import { ChangedSince } from "./changed-since.tsx";
import type { Command, ModelCommand } from "./command.ts";
import { commandWords } from "./command-words.ts";
import { startable } from "./possibility.ts";
import { TrialFacts } from "./trial-facts.tsx";
import { useAct } from "./use-act.ts";
import { VersionChoice } from "./version-choice.tsx";

interface CommandDialog {
  readonly command: ModelCommand;
  readonly state: ModelState;
  readonly ledger: Ledger;
  readonly onClose: () => void;
}

/** Gives one command on a model, on sight of what it is about. */
export function CommandDialog({ command, state, ledger, onClose }: CommandDialog) {
  const { give, changed } = useAct(state, ledger);
  const versions = startable(state);
  const [chosen, setChosen] = useState<number | null>(
    command === "start-rollout" ? (versions[0]?.version ?? null) : null,
  );
  const { title, consequence, confirm, dangerous } = commandWords(command, state, chosen);
  const { rollout } = state;
  return (
    <ReasonDialog
      title={title}
      consequence={consequence}
      confirm={confirm}
      dangerous={dangerous}
      onConfirm={(reason) => give(commandOf(command, chosen), reason)}
      onClose={onClose}
    >
      {command === "start-rollout" ? (
        <VersionChoice model={state.model} versions={versions} chosen={chosen} onChoose={setChosen} />
      ) : null}
      {rollout && (command === "promote" || command === "roll-back") ? (
        <TrialFacts model={state.model} rollout={rollout} candidates={state.candidates} />
      ) : null}
      <ChangedSince entries={changed} />
    </ReasonDialog>
  );
}

function commandOf(name: ModelCommand, version: number | null): Command {
  return name === "start-rollout" ? { name, version: version ?? 0 } : { name };
}
