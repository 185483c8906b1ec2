import type { Fleet } from "../policy/policy.ts";
import { undoneBy } from "./act.ts";
import type { IdlePorts } from "./ports.ts";
import { confirmIdle, tellIdle } from "./run.ts";
import type { IdleStatus } from "./state.ts";
import { writeIdle } from "./write.ts";

export interface UndoRequest {
  /** `notebook-instance/shore`. */
  readonly resource: string;
  readonly by: string;
  readonly because: string;
}

export type UndoAnswer =
  | { readonly result: "restored"; readonly why: string }
  | { readonly result: "refused"; readonly why: string }
  /** It is under way, and tried again by the next run. */
  | { readonly result: "pending"; readonly why: string };

/** Takes back what was done to a resource. Asked again it does nothing more, and says how it is. */
export async function undoIdle(
  policy: NonNullable<Fleet["idle"]>,
  { resource, by, because }: UndoRequest,
  ports: IdlePorts,
): Promise<UndoAnswer> {
  const cause = `undo/${resource}`;
  let refusal: UndoAnswer | null = null;
  await writeIdle(ports, cause, ({ open, resting }) => {
    const finding = open[resource];
    const act = finding?.act;
    refusal = null;
    if (finding?.status === "restoring") return [];
    if (!finding || !act || finding.status !== "stopped") {
      const rest = resting[resource];
      refusal =
        rest && !finding
          ? { result: "restored", why: `${rest.why} at ${rest.at}.` }
          : { result: "refused", why: notStopped(resource, finding?.status ?? null) };
      return [];
    }
    if (undoneBy(act) === null) {
      refusal = { result: "refused", why: `${resource} was deleted, and AWS cannot bring it back.` };
      return [];
    }
    return [
      {
        kind: "idle-undo-requested",
        because: `${by}: ${because}`,
        causedBy: finding.sequence,
        data: { resource, act, by },
      },
    ];
  });
  if (refusal !== null) return refusal;
  const failures = await confirmIdle(policy, ports, cause);
  const { untold, open } = await stateThenTell(policy, ports, cause);
  const failed = untold.findLast(
    (entry) => entry.kind === "idle-undo-failed" && entry.data.resource === resource,
  );
  if (failed) return { result: "refused", why: failed.because };
  const restored = untold.findLast(
    (entry) => entry.kind === "idle-restored" && entry.data.resource === resource,
  );
  if (!open[resource]) return { result: "restored", why: restored?.because ?? "It is restored." };
  return { result: "pending", why: failures.join("; ") || "It is under way." };
}

/** What people are about to be told is what became of it; that they could not be told now changes nothing of it. */
async function stateThenTell(policy: NonNullable<Fleet["idle"]>, ports: IdlePorts, cause: string) {
  const state = await writeIdle(ports, cause, () => []);
  await tellIdle(policy, ports, cause).catch(() => {});
  return state;
}

function notStopped(resource: string, status: IdleStatus | null): string {
  if (status === null) return `Driftwheel has stopped no ${resource}; driftwheel idle lists what it has.`;
  return status === "found"
    ? `${resource} was found, and nothing was done to it.`
    : `${resource} is being stopped; try again in a while.`;
}
