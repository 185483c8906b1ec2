import type { ModelState, OpenApproval } from "../api/api-types.ts";

/** Whether something can be done now, and why not. */
export type Possibility = { readonly why: null } | { readonly why: string };

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
