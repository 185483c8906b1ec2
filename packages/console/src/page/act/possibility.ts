import type { Candidate, Me, ModelState, OpenAlert, OpenApproval } from "../api/api-types.ts";
import type { Roles } from "../store/me.ts";
import { onTrialWords } from "../words/packages.ts";
import type { ModelCommand } from "./command.ts";

/** Whether something can be done now, and why not. */
export type Possibility = { readonly why: null } | { readonly why: string };

/**
 * What only callers with a role may do. A role that is lacking is said before anything else, since no waiting mends it;
 * while nobody knows who looks, nothing is said of roles, and the API decides.
 */
export function forRole(role: Me["roles"][number], me: Roles | null, possibility: Possibility): Possibility {
  if (me === null || me.roles.includes(role)) return possibility;
  return { why: `This needs the role ${role}; you have ${me.roles.at(-1) ?? "none"}.` };
}

const possible: Possibility = { why: null };

/** The approval that a person is asked for first; null where none is. */
export function openApproval({ approvals }: ModelState): OpenApproval | null {
  return approvals[0] ?? null;
}

/**
 * Whether a version can be approved or rejected now.
 *
 * @param now milliseconds since 1970
 */
export function mayDecide(model: ModelState, now: number): Possibility {
  const approval = openApproval(model);
  if (approval === null) {
    return {
      why:
        model.status === "on-trial"
          ? "No version waits for a person: one is on trial already."
          : "No version waits for a person.",
    };
  }
  if (approval.deadline !== null && Date.parse(approval.deadline) <= now) {
    return { why: `The time to decide on version ${approval.version} is over.` };
  }
  return possible;
}

/**
 * What a model's state says against a command. Driftwheel decides, with what it knows beside (the endpoint, the budget):
 * what is offered here may still be refused, and then its reason is shown.
 */
function mayGive(command: ModelCommand, model: ModelState): Possibility {
  switch (command) {
    case "retrain":
      return mayRetrain(model);
    case "start-rollout":
      return mayStart(model);
    case "promote":
      return mayPromote(model);
    case "roll-back":
      return mayRollBack(model);
    case "undo":
      return mayUndo(model);
    case "pause":
      return model.paused ? { why: `Paused already, by ${model.paused.by}.` } : possible;
    case "resume":
      return model.paused || model.held || model.rollout?.phase === "held"
        ? possible
        : { why: "The model is neither paused nor held." };
  }
}

/** The same, for who looks. */
export function mayGiveAs(me: Roles | null, command: ModelCommand, model: ModelState): Possibility {
  return forRole(command === "promote" ? "approver" : "operator", me, mayGive(command, model));
}

/** The versions that a trial can be started of: approved, or tried once already. */
export function startable({ candidates, champion }: ModelState): readonly Candidate[] {
  return candidates.filter(
    ({ stage, version }) =>
      version !== champion?.version && ["approved", "rolled-back", "superseded", "promoted"].includes(stage),
  );
}

export function mayAcknowledge({ acknowledgedBy }: OpenAlert): Possibility {
  return acknowledgedBy === null ? possible : { why: `In hand already, with ${acknowledgedBy}.` };
}

function stopped({ paused, held }: ModelState): Possibility | null {
  if (paused) return { why: `Paused by ${paused.by}: resume it first.` };
  return held ? { why: "The endpoint was changed by someone else: look at it and resume first." } : null;
}

function mayRetrain(model: ModelState): Possibility {
  const no = stopped(model);
  if (no) return no;
  const { retraining, rollout, candidates, champion } = model;
  if (retraining) return { why: "A retraining runs already." };
  if (rollout) {
    return {
      why: `Version ${rollout.challenger.version} is ${rollout.phase === "baking" ? "still watched after its promotion" : "on trial"}: one at a time.`,
    };
  }
  const next = candidates.find(
    ({ stage, version }) =>
      version > (champion?.version ?? 0) &&
      ["registered", "accepted", "approval-requested", "approved"].includes(stage),
  );
  return next ? { why: `Version ${next.version} is on its way already: one at a time.` } : possible;
}

function mayStart(model: ModelState): Possibility {
  const no = stopped(model);
  if (no) return no;
  if (model.rollout) return { why: `Version ${model.rollout.challenger.version} has its rollout now.` };
  return startable(model).length === 0
    ? { why: "No version is approved, or was tried before; approve one first." }
    : possible;
}

function mayRollBack({ rollout }: ModelState): Possibility {
  if (!rollout) return { why: "No version is on trial." };
  if (rollout.phase === "rolling-back") return { why: "It is being rolled back already." };
  if (rollout.phase === "held") return { why: "The trial is held: look at the endpoint and resume first." };
  return possible;
}

function mayPromote(model: ModelState): Possibility {
  const { rollout, paused } = model;
  const over = mayRollBack(model);
  if (over.why !== null || !rollout) return over;
  if (rollout.phase === "baking") return possible;
  if (rollout.phase === "promoting") return { why: "It is being promoted already." };
  if (rollout.others?.length)
    return { why: `Which of ${onTrialWords(rollout)} is not said: reject the others first.` };
  if (paused) return { why: `Paused by ${paused.by}: resume it first.` };
  if (rollout.phase === "deploying") {
    return { why: "The challenger is still being put on the endpoint." };
  }
  return rollout.phase === "shifting" || rollout.phase === "preparing"
    ? { why: "The endpoint changes now; ask again when it has." }
    : possible;
}

function mayUndo({ rollout, candidates, held }: ModelState): Possibility {
  if (rollout?.phase === "baking") return possible;
  if (rollout) return { why: `Version ${rollout.challenger.version} is on trial: roll it back instead.` };
  if (held) return { why: "The endpoint was changed by someone else: look at it and resume first." };
  return candidates.some(({ stage }) => stage === "promoted")
    ? possible
    : { why: "No version was promoted, so there is nothing to take back." };
}
