import { useMemo, useState } from "preact/hooks";
import type { ModelState, OpenApproval } from "../api/api-types.ts";
import type { Failure } from "../api/failure.ts";
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
import { actOnce, decisionOf } from "./give-command.ts";

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
  const act = useMemo(() => actOnce(decisionOf(decision, version)), [decision, version]);
  const [opened] = useState(state.sequence);
  // What the decision is on: what was seen when the dialog opened, and after a conflict what is so then.
  const [seen, setSeen] = useState(state.sequence);
  const resource = answers.explanation(model, approval.sequence);
  const snapshot = useResource(resource);
  const changed = ledger.part.value.entries.filter(({ sequence }) => sequence > opened && sequence <= seen);

  async function confirm(reason: string): Promise<Failure | null> {
    const failure = await act({ model, reason, expectedSequence: seen });
    const current = answers.model(model);
    await current.refresh();
    const sequence = current.snapshot.value.body?.sequence ?? seen;
    await ledger.follow(sequence);
    if (failure?.kind === "conflict") setSeen(sequence);
    return failure;
  }

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
      onConfirm={confirm}
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
