import type { Me, ModelState, OpenApproval } from "../api/api-types.ts";

/** Whether something can be done now, and why not. */
export type Possibility = { readonly why: null } | { readonly why: string };

/**
 * What only callers with a role may do. A role that is lacking is said before anything else, since no waiting mends it;
 * while nobody knows who looks, nothing is said of roles, and the API decides.
 */
export function forRole(role: Me["roles"][number], me: Me | null, possibility: Possibility): Possibility {
  if (me === null || me.roles.includes(role)) return possibility;
  return { why: `This needs the role ${role}; you have ${me.roles.at(-1) ?? "none"}.` };
}

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
  return { why: null };
}
