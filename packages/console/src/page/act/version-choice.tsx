import type { Candidate } from "../api/api-types.ts";
import { Badge } from "../parts/status.tsx";
import { stageTones } from "../words/tone.ts";
import { VersionGate } from "./version-gate.tsx";

interface Choice {
  readonly model: string;
  readonly versions: readonly Candidate[];
  readonly chosen: number | null;
  readonly onChoose: (version: number) => void;
}

/** Which version goes on trial, with its gate. */
export function VersionChoice({ model, versions, chosen, onChoose }: Choice) {
  const candidate = versions.find(({ version }) => version === chosen);
  return (
    <>
      <fieldset class="choice">
        <legend>Version</legend>
        {versions.map(({ version, stage }) => (
          <label key={version}>
            <input
              type="radio"
              name="version"
              checked={version === chosen}
              onChange={() => onChoose(version)}
            />
            <span class="strong">v{version}</span>
            <Badge tone={stageTones[stage]}>{stage}</Badge>
          </label>
        ))}
      </fieldset>
      {candidate ? <VersionGate model={model} sequence={candidate.sequence} /> : null}
    </>
  );
}
