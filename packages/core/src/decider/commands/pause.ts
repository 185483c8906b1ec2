import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import type { Reply } from "./reply.ts";

/** A person stops Driftwheel for this model: no retraining, no rollout, no promotion; harm still rolls back. */
export function pause(pending: PendingEntries, { by, reason }: CommandOrigin): Reply {
  const { paused, rollout } = pending.state;
  if (paused)
    return { refused: `the model is paused already, by ${paused.by} at ${paused.since}: ${paused.reason}` };
  const goesOn =
    rollout?.guardrails && rollout.phase === "deploying"
      ? ` SageMaker's deployment of version ${rollout.challenger.version} goes on all the same: nothing pauses it, and its alarms still take it back.`
      : "";
  return {
    carryOut: (cause) =>
      void pending.write("paused", `${by} paused the model: ${reason}${goesOn}`, { by, reason }, cause),
  };
}
