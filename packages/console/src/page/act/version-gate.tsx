import { verdictIn } from "../model/gate-checks.ts";
import { GateTable } from "../model/gate-table.tsx";
import { Known } from "../parts/known.tsx";
import { answers } from "../store/answers.ts";
import { useResource } from "../store/use-resource.ts";

interface Gate {
  readonly model: string;
  /** Of an entry that the verdict led to, or that led to it. */
  readonly sequence: number;
}

/** The gate's verdict on a version, condition by condition, beside the champion. */
export function VersionGate({ model, sequence }: Gate) {
  const resource = answers.explanation(model, sequence);
  const snapshot = useResource(resource);
  return (
    <Known what="the gate's verdict" resource={resource} snapshot={snapshot}>
      {(explanation) => {
        const checks = verdictIn(explanation) ?? [];
        return checks.length > 0 ? (
          <GateTable checks={checks} />
        ) : (
          <p class="quiet">The ledger has no verdict of the gate on this version.</p>
        );
      }}
    </Known>
  );
}
