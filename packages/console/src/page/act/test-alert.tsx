import { useState } from "preact/hooks";
import type { Failure } from "../api/failure.ts";
import { ReasonDialog } from "../parts/dialog.tsx";
import { answers } from "../store/answers.ts";
import { ledgerOf } from "../store/ledger.ts";
import { useResource } from "../store/use-resource.ts";
import { ChangedSince } from "./changed-since.tsx";
import type { Severity } from "./command.ts";
import { useAct } from "./use-act.ts";

const severities: readonly { readonly name: Severity; readonly told: string }[] = [
  { name: "page", told: "wakes whoever is on call" },
  { name: "notify", told: "is read today" },
  { name: "info", told: "is read some time" },
];

/** Sends test alerts of a model, to see whether people are told. */
export function TestAlert({ onClose }: { readonly onClose: () => void }) {
  const { body } = useResource(answers.fleet());
  const models = body?.models ?? [];
  const [named, setNamed] = useState<string | null>(null);
  const chosen = models.find(({ model }) => model === named) ?? models[0];
  if (!chosen) return null;
  return (
    <TestDialog
      key={chosen.model}
      model={chosen.model}
      sequence={chosen.sequence}
      models={models.map(({ model }) => model)}
      onModel={setNamed}
      onClose={onClose}
    />
  );
}

interface Dialog {
  readonly model: string;
  readonly sequence: number;
  readonly models: readonly string[];
  readonly onModel: (model: string) => void;
  readonly onClose: () => void;
}

function TestDialog({ model, sequence, models, onModel, onClose }: Dialog) {
  const [chosen, setChosen] = useState<readonly Severity[]>(["notify"]);
  const { give, changed } = useAct({ model, sequence }, ledgerOf(model));

  async function send(reason: string): Promise<Failure | null> {
    if (chosen.length === 0) return { kind: "invalid", detail: "Choose at least one severity." };
    return await give({ name: "test-alerts", severities: chosen }, reason);
  }

  return (
    <ReasonDialog
      title="Send a test alert?"
      consequence="It is marked as a test and takes the way that every alert takes; nothing else happens."
      confirm="Send"
      onConfirm={send}
      onClose={onClose}
    >
      <label class="field">
        <span>Model</span>
        <select value={model} onChange={(event) => onModel(event.currentTarget.value)}>
          {models.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <fieldset class="choice">
        <legend>Severities</legend>
        {severities.map(({ name, told }) => (
          <label key={name}>
            <input
              type="checkbox"
              checked={chosen.includes(name)}
              onChange={() =>
                setChosen(chosen.includes(name) ? chosen.filter((one) => one !== name) : [...chosen, name])
              }
            />
            <span class="strong">{name}</span> <span class="quiet">{told}</span>
          </label>
        ))}
      </fieldset>
      <ChangedSince entries={changed} />
    </ReasonDialog>
  );
}
