import { useMemo, useState } from "preact/hooks";
import { ActButton } from "../act/act-button.tsx";
import { forRole } from "../act/possibility.ts";
import type { Delivery, Subscription } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";
import type { Failure } from "../api/failure.ts";
import { ReasonDialog } from "../parts/dialog.tsx";
import { answers } from "../store/answers.ts";
import { me } from "../store/me.ts";

/** A key for as long as an act is open: sent again it is done once. */
function useKey(open: boolean): string {
  return useMemo(() => crypto.randomUUID(), [open]);
}

interface RedriveOf {
  readonly name: string;
  /** As far as they are on the page. */
  readonly deliveries: readonly Delivery[];
}

/** Delivers again what is dead. */
export function Redrive({ name, deliveries }: RedriveOf) {
  const [open, setOpen] = useState(false);
  const key = useKey(open);
  const dead = answers.deliveries(name, "dead", 50);
  const onPage = deliveries.filter(({ status }) => status === "dead").length;
  const known = dead.snapshot.value.body?.deliveries.length ?? onPage;

  async function redrive(): Promise<Failure | null> {
    const answer = await answerTo(
      client.POST("/webhooks/{name}/redrive", {
        params: { path: { name }, header: { "idempotency-key": key } },
        body: {},
      }),
    );
    await refreshed(name);
    return answer.kind === "failed" ? answer.failure : null;
  }

  return (
    <>
      <ActButton
        label="Redrive…"
        possibility={forRole("operator", me.value, {
          why: known === 0 ? "No delivery that is shown is dead: nothing to deliver again." : null,
        })}
        onAct={() => setOpen(true)}
      />
      {open ? (
        <ReasonDialog
          title={`Deliver again what is dead at ${name}?`}
          consequence="The schedule of attempts begins anew for every delivery that is dead; what was delivered is left alone."
          confirm="Redrive"
          asksReason={false}
          onConfirm={redrive}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </>
  );
}

/** Sends to a disabled receiver again. */
export function Enable({ subscription: { name, status, why } }: { readonly subscription: Subscription }) {
  const [open, setOpen] = useState(false);
  const key = useKey(open);

  async function enable(): Promise<Failure | null> {
    const answer = await answerTo(
      client.POST("/webhooks/{name}/enable", {
        params: { path: { name }, header: { "idempotency-key": key } },
      }),
    );
    await refreshed(name);
    return answer.kind === "failed" ? answer.failure : null;
  }

  return (
    <>
      <ActButton
        label="Enable…"
        primary
        possibility={forRole("operator", me.value, {
          why: status === "live" ? "It is live: entries are sent to it." : null,
        })}
        onAct={() => setOpen(true)}
      />
      {open ? (
        <ReasonDialog
          title={`Send to ${name} again?`}
          consequence="New entries are sent to it from now on; what was dropped meanwhile stays so."
          confirm="Enable"
          asksReason={false}
          onConfirm={enable}
          onClose={() => setOpen(false)}
        >
          {why === null ? null : <p>It was disabled because: {why}</p>}
        </ReasonDialog>
      ) : null}
    </>
  );
}

async function refreshed(name: string): Promise<void> {
  await Promise.all([answers.subscriptions().refresh(), answers.deliveries(name, null, 50).refresh()]);
}
