import { changesEndpoint, type Effect } from "../../vocabulary/effect.ts";
import type { Candidate, OutboxItem, State } from "../../vocabulary/state.ts";
import type { PairedRunRead } from "../../vocabulary/trial/paired-runs.ts";
import { isHappening } from "../alerts/conditions.ts";
import { executionName } from "../rollout/execution.ts";

/**
 * Why the ledger does not want an open effect any more, in words; null while it does. What is not wanted is dropped,
 * and never performed: a shift that waits must not put a challenger back on the traffic that a guard took it off.
 */
export function whyUnwanted(state: State, { effect, refused }: OutboxItem): string | null {
  const { rollout, held, retraining } = state;
  if (changesEndpoint(effect)) {
    if (!rollout) return "its trial is over";
    if (!held && effect.kind === "set-scaling" && rollout.scaling?.putBackBy === effect.sequence) return null;
    if (held || rollout.phase === "held")
      return "its trial is held, and a person must look at the endpoint first";
    if (rollout.change?.sequence !== effect.sequence)
      return "a later decision on the endpoint took its place";
    return effect.kind === "shift-weights" && isBackAlready(state, effect.sequence)
      ? "the config before was put back first, which has no challenger"
      : null;
  }
  switch (effect.kind) {
    case "start-rollout":
      if (rollout?.rollout !== effect.rollout) return "its trial is over";
      if (held || rollout.phase === "held") return "its trial is held";
      return effect.executionName === executionName(rollout.rollout, rollout.executions)
        ? null
        : "the trial goes on under a later execution name";
    case "start-pipeline":
    case "start-retraining":
      return retraining?.sequence === effect.sequence ? null : "its retraining is over";
    case "stop-training":
      // Whatever became of the retraining, the job that made room trains for nobody.
      return null;
    case "register-package":
      // A version that came meanwhile is this one, registered by a delivery that ended before it could say so.
      return state.unregistered?.sequence === effect.sequence && !state.unregistered.failed
        ? null
        : "a version is registered, or its retraining counts as failed";
    case "set-approval": {
      const candidate = state.candidates[effect.package];
      return !candidate || saysSo(candidate, effect.approval)
        ? null
        : `version ${candidate.version} is ${candidate.stage} meanwhile`;
    }
    case "delete-endpoint":
      // Its trial is over, and no other has an endpoint of that name.
      return null;
    case "create-transform-job":
      return rollout?.paired?.runs.some(({ job, read }) => job === effect.job && !isEnded(read))
        ? null
        : "its trial is over, or its time";
    case "stop-transform-job":
      return null;
    case "mark-package":
      return isLast(state, effect) ? null : "a later mark of the same package took its place";
    case "send-alert":
      // One that nobody refused is told even so: its end would be no news to who never heard of its beginning.
      return effect.event === "resolved" || refused === null || isOpen(state, effect)
        ? null
        : "what it tells of is over";
    case "publish-entry":
      return null;
  }
}

/** True for a run whose job came to its end. */
function isEnded(read: PairedRunRead | null): boolean {
  return read !== null && read.status !== "running";
}

/** True for the start of what was asked for before a person paused the model: it waits for them, and its deadline does not. */
export function waitsForPerson({ paused }: State, { kind }: Effect): boolean {
  return paused !== null && (kind === "start-pipeline" || kind === "start-retraining");
}

/** True when, of a way back, the config was restored while its weights could not be shifted. */
function isBackAlready({ rollout, outbox }: State, sequence: number): boolean {
  const waits = outbox.some(({ effect }) => effect.kind === "restore-config" && effect.sequence === sequence);
  return rollout?.phase === "rolling-back" && !waits;
}

/** True while the approval is what the ledger thinks of the version. */
function saysSo({ stage }: Candidate, approval: "Approved" | "Rejected"): boolean {
  const rejected = stage === "rejected" || stage === "approval-rejected" || stage === "rolled-back";
  // One that gave way to another is no longer offered to whoever deploys the newest approved version.
  return approval === "Rejected" ? rejected || stage === "superseded" : !rejected;
}

function isLast({ outbox }: State, effect: Extract<Effect, { kind: "mark-package" }>): boolean {
  return !outbox.some(
    (other) =>
      other.effect.kind === "mark-package" &&
      other.effect.package === effect.package &&
      other.effect.sequence > effect.sequence,
  );
}

function isOpen(
  state: State,
  { key, attributes, sequence, event }: Extract<Effect, { kind: "send-alert" }>,
): boolean {
  const about = Number(attributes.entry?.split("/").at(-1));
  if (event === "raised" && isHappening(state.model, { key, about, aboutKind: attributes.kind ?? "" }))
    return true;
  const open = state.alerts[key];
  return open !== undefined && (event === "escalated" || open.sequence === sequence);
}
