import type { ModelState, OpenApproval } from "../api/api-types.ts";
import { verdictIn } from "../model/gate-checks.ts";
import { GateTable } from "../model/gate-table.tsx";
import { ReasonDialog } from "../parts/dialog.tsx";
import { Known } from "../parts/known.tsx";
import { Sentence } from "../parts/sentence.tsx";
import { Since } from "../parts/time.tsx";
import { answers } from "../store/answers.ts";
import type { Ledger } from "../store/ledger.ts";
import { useResource } from "../store/use-resource.ts";
import { versionWords } from "../words/packages.ts";
import { ChangedSince } from "./changed-since.tsx";
import { useAct } from "./use-act.ts";

interface DecideDialog {
  readonly decision: "approve" | "reject";
  readonly approval: OpenApproval;
  readonly state: ModelState;
  readonly ledger: Ledger;
  readonly onClose: () => void;
}

/** Approves or rejects a version, on sight of its gate. */
export function DecideDialog({ decision, approval, state, ledger, onClose }: DecideDialog) {
  const { model, version } = approval;
  const { give, changed } = useAct(state, ledger);
  const resource = answers.explanation(model, approval.sequence);
  const snapshot = useResource(resource);
  const approve = decision === "approve";
  return (
    <ReasonDialog
      title={`${approve ? "Approve" : "Reject"} version ${version} of ${model}?`}
      consequence={
        approve
          ? `Version ${version} is approved in the model registry, and a rollout against ${versionWords(state.champion?.version ?? null)} follows.`
          : `Version ${version} is rejected in the model registry; ${versionWords(state.champion?.version ?? null)} serves on.`
      }
      confirm={`${approve ? "Approve" : "Reject"} version ${version}`}
      dangerous={!approve}
      onConfirm={(reason) => give({ name: decision, version }, reason)}
      onClose={onClose}
    >
      <p class="quiet">
        Asked for <Since at={approval.requestedAt} />
        {approval.deadline === null ? null : (
          <>
            ; the time to decide ends <Since at={approval.deadline} />
          </>
        )}
        .
      </p>
      <Known what="the gate's verdict" resource={resource} snapshot={snapshot}>
        {(explanation) => {
          const checks = verdictIn(explanation) ?? [];
          const drift = explanation.before.findLast(({ kind }) => kind === "drift-confirmed");
          return (
            <>
              {checks.length > 0 ? (
                <GateTable checks={checks} />
              ) : (
                <p class="quiet">The ledger has no verdict of the gate on this version.</p>
              )}
              {drift ? (
                <p>
                  <strong>Why it was trained.</strong> <Sentence text={drift.because} />
                </p>
              ) : null}
            </>
          );
        }}
      </Known>
      <ChangedSince entries={changed} />
    </ReasonDialog>
  );
}
