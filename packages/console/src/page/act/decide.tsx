import { useState } from "preact/hooks";
import type { ModelState, OpenApproval } from "../api/api-types.ts";
import { now } from "../store/clock.ts";
import type { Ledger } from "../store/ledger.ts";
import { me } from "../store/me.ts";
import { ActButton } from "./act-button.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { forRole, mayDecide, openApproval } from "./possibility.ts";

interface Decide {
  readonly state: ModelState;
  readonly ledger: Ledger;
}

interface Open {
  readonly decision: "approve" | "reject";
  /** As it was when the dialog opened: another version must not take its place under a person's hand. */
  readonly approval: OpenApproval;
}

/** The buttons by which a person approves or rejects what waits for them. */
export function Decide({ state, ledger }: Decide) {
  const [open, setOpen] = useState<Open | null>(null);
  const possibility = forRole("approver", me.value, mayDecide(state, now.value));
  const approval = openApproval(state);
  const begin = (decision: Open["decision"]) => {
    if (approval) setOpen({ decision, approval });
  };
  return (
    <>
      <ActButton label="Approve…" primary possibility={possibility} onAct={() => begin("approve")} />
      <ActButton label="Reject…" possibility={possibility} onAct={() => begin("reject")} />
      {open ? <DecideDialog {...open} state={state} ledger={ledger} onClose={() => setOpen(null)} /> : null}
    </>
  );
}
