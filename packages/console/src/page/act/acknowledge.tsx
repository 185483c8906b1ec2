import { useState } from "preact/hooks";
import type { ModelState, OpenAlert } from "../api/api-types.ts";
import { ReasonDialog } from "../parts/dialog.tsx";
import { Since } from "../parts/time.tsx";
import { type Ledger, ledgerOf } from "../store/ledger.ts";
import { me } from "../store/me.ts";
import { ActButton } from "./act-button.tsx";
import { ChangedSince } from "./changed-since.tsx";
import { forRole, mayAcknowledge } from "./possibility.ts";
import { useAct } from "./use-act.ts";

interface Acknowledge {
  readonly state: Pick<ModelState, "model" | "sequence">;
  readonly alert: OpenAlert;
}

/** Takes an alert in hand, with a reason. */
export function Acknowledge({ state, alert }: Acknowledge) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton
        label="Acknowledge…"
        possibility={forRole("operator", me.value, mayAcknowledge(alert))}
        onAct={() => setOpen(true)}
      />
      {open ? (
        <AcknowledgeDialog
          state={state}
          alert={alert}
          ledger={ledgerOf(state.model)}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

interface Dialog extends Acknowledge {
  readonly ledger: Ledger;
  readonly onClose: () => void;
}

function AcknowledgeDialog({ state, alert, ledger, onClose }: Dialog) {
  const { give, changed } = useAct(state, ledger);
  const { sequence, subject, severity, at, escalated } = alert;
  return (
    <ReasonDialog
      title="Take this alert in hand?"
      consequence={
        severity === "page" && !escalated
          ? "Others see that you have it, and it is not escalated. It stays open until its cause is over."
          : "Others see that you have it. It stays open until its cause is over."
      }
      confirm="Acknowledge"
      onConfirm={(reason) => give({ name: "acknowledge", alert: sequence }, reason)}
      onClose={onClose}
    >
      <p>
        <strong>{subject}</strong>{" "}
        <span class="quiet">
          ({severity}, <Since at={at} />)
        </span>
      </p>
      <ChangedSince entries={changed} />
    </ReasonDialog>
  );
}
