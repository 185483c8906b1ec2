import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Notebook } from "../notebook.ts";
import type { Reply } from "./reply.ts";

/** A person stops Driftwheel's hands for this model: no retraining, no rollout, no promotion; harm still rolls back. */
export function pause(notes: Notebook, { by, reason }: CommandOrigin): Reply {
  const { paused } = notes.state;
  if (paused)
    return { refused: `the model is paused already, by ${paused.by} at ${paused.since}: ${paused.reason}` };
  return {
    carryOut: (cause) =>
      void notes.write("paused", `${by} paused the model: ${reason}`, { by, reason }, cause),
  };
}
