import type { Fleet } from "../policy/policy.ts";
import { PassingRefusal, Refused, TransientError } from "../vocabulary/errors.ts";
import { errorMessage } from "../words/error-message.ts";
import { undoneBy } from "./act.ts";
import { decideIdle } from "./decide.ts";
import type { IdleDraft } from "./entry.ts";
import type { Inventory } from "./inventory.ts";
import type { ActOutcome, IdlePorts } from "./ports.ts";
import { type IdleState, type OpenFinding, replayIdle } from "./state.ts";
import { idleAlert } from "./tell.ts";
import { writeIdle } from "./write.ts";

export interface IdleRun {
  readonly state: IdleState;
  /** Parts of the account that could not be read, and why; what was found of them before stays. */
  readonly unread: readonly string[];
}

/**
 * One look at the account: finds, resolves, stops what may be stopped, and tells people. A crash anywhere is made good by
 * the next run.
 *
 * @throws TransientError when something is to be tried again, once all had its turn.
 */
export async function runIdle(
  { idle: policy, models }: Pick<Fleet, "idle" | "models">,
  ports: IdlePorts,
): Promise<IdleRun> {
  if (!policy) throw new Error("The fleet has no idle, so nothing is looked for.");
  const began = ports.clock.now();
  const cause = `idle/${began.toISOString().slice(0, 16)}`;
  const before = replayIdle(await ports.ledger.read());
  const inventory = await ports.inventory(policy, before, began);
  const fleetEndpoints = new Map(
    Object.entries(models).flatMap(([model, { endpoint }]) =>
      endpoint === undefined ? [] : [[endpoint.toLowerCase(), model] as const],
    ),
  );
  await writeIdle(ports, cause, (state, now) =>
    decideIdle(state, inventory, { policy, now, readFrom: began, price: ports.price, fleetEndpoints }),
  );
  const failures = await confirmIdle(policy, ports, cause);
  const state = await tellIdle(policy, ports, cause);
  if (failures.length > 0) throw new TransientError(failures.join("; "));
  return { state, unread: unreadOf(inventory) };
}

type Policy = NonNullable<Fleet["idle"]>;

/**
 * Does what was asked for and nobody confirmed.
 *
 * @returns what is to be tried again
 */
export async function confirmIdle(
  policy: Policy,
  ports: IdlePorts,
  cause: string,
): Promise<readonly string[]> {
  const { open } = replayIdle(await ports.ledger.read());
  const failures: string[] = [];
  for (const finding of Object.values(open)) {
    const { act, status, requested, resource } = finding;
    if (!act || requested === null) continue;
    try {
      const outcome = await attempt(() =>
        status === "stopping" ? ports.actor.stop(act, policy) : ports.actor.restore(act),
      );
      await writeIdle(ports, cause, (state) => {
        // Another run may have confirmed it meanwhile.
        const now = state.open[resource];
        return now?.requested === requested ? [confirmation(now, outcome, requested)] : [];
      });
    } catch (error) {
      if (!(error instanceof TransientError)) throw error;
      failures.push(`${resource}: ${error.message}`);
    }
  }
  return failures;
}

type Attempted = ActOutcome | { readonly outcome: "refused"; readonly error: string };

async function attempt(act: () => Promise<ActOutcome>): Promise<Attempted> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused || error instanceof PassingRefusal) {
      return { outcome: "refused", error: errorMessage(error) };
    }
    throw error;
  }
}

function confirmation(
  { resource, act, status, undoneBy: by }: OpenFinding,
  outcome: Attempted,
  causedBy: number,
): IdleDraft {
  const stopping = status === "stopping";
  if (outcome.outcome === "refused") {
    const { error } = outcome;
    const kind = stopping ? "idle-stop-failed" : "idle-undo-failed";
    return { kind, because: error, causedBy, data: { resource, error } };
  }
  if (outcome.outcome === "spared") {
    return stopping
      ? { kind: "idle-spared", because: outcome.why, causedBy, data: { resource } }
      : { kind: "idle-undo-failed", because: outcome.why, causedBy, data: { resource, error: outcome.why } };
  }
  if (!stopping || !act) {
    return {
      kind: "idle-restored",
      because: outcome.answer,
      causedBy,
      data: { resource, by: by ?? "somebody" },
    };
  }
  const undo = undoneBy(act);
  return {
    kind: "idle-stopped",
    because: `${outcome.answer} ${undo === null ? "This cannot be undone." : `driftwheel idle undo ${resource}: ${undo}.`}`,
    causedBy,
    data: { resource, act, undo },
  };
}

/** Announces and tells what nobody was told of, and remembers that. */
export async function tellIdle(policy: Policy, ports: IdlePorts, cause: string): Promise<IdleState> {
  const state = replayIdle(await ports.ledger.read());
  const alert = idleAlert(state, policy.severity);
  if (!alert) return state;
  for (const entry of state.untold) await ports.announce(entry);
  await ports.tell(alert);
  const told = state.untold.map(({ sequence }) => sequence);
  return await writeIdle(ports, cause, ({ untold }) => {
    const entries = told.filter((sequence) => untold.some((entry) => entry.sequence === sequence));
    if (entries.length === 0) return [];
    const { severity } = policy;
    return [{ kind: "idle-told", because: alert.subject, data: { entries, severity } }];
  });
}

function unreadOf(inventory: Inventory): readonly string[] {
  return Object.entries(inventory).flatMap(([section, read]) =>
    read !== null && !read.known ? [`${section}: ${read.why}`] : [],
  );
}
