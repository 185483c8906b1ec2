import type { IdlePolicy } from "../policy/idle/idle.ts";
import type { EffectAnswer, SendAlert } from "../vocabulary/effect.ts";
import type { Clock } from "../vocabulary/ports.ts";
import type { IdleAct } from "./act.ts";
import type { IdleEntry } from "./entry.ts";
import type { MonthlyPrice } from "./found.ts";
import type { Inventory } from "./inventory.ts";
import type { IdleState } from "./state.ts";

/** The ordered entries of the account. */
export interface IdleLedger {
  read(): Promise<readonly IdleEntry[]>;
  /** Appends all entries or none; "conflict" when another writer was first. */
  append(entries: readonly IdleEntry[]): Promise<"appended" | "conflict">;
}

/** What became of an act: done (now or before), or left alone, because the resource is not what it was. */
export type ActOutcome =
  | { readonly outcome: "done"; readonly answer: string }
  | { readonly outcome: "spared"; readonly why: string };

/**
 * Acts on the outside. Doing it again changes nothing. Rejects with TransientError when trying again may help, and with
 * Refused or PassingRefusal when AWS said no.
 */
export interface IdleActor {
  /** Compares the resource with what it was when it was found, and its tags, just before it acts. */
  stop(act: IdleAct, tags: Pick<IdlePolicy, "actTag" | "keepTag">): Promise<ActOutcome>;
  restore(act: IdleAct): Promise<ActOutcome>;
}

export interface IdlePorts {
  readonly clock: Clock;
  readonly ledger: IdleLedger;
  readonly actor: IdleActor;
  readonly price: MonthlyPrice;
  /** What the policy names is asked for, and what an undo would need is known to be in use. */
  inventory(policy: IdlePolicy, state: IdleState, now: Date): Promise<Inventory>;
  tell(alert: SendAlert): Promise<EffectAnswer>;
  /** On Driftwheel's own bus; announced again it is the same event. */
  announce(entry: IdleEntry): Promise<void>;
}
