import type { IdleAct } from "./act.ts";
import type { IdleKind } from "./resource.ts";

/** An idle resource, as it was found. */
export interface IdleFinding {
  /** `notebook-instance/shore`. */
  readonly resource: string;
  readonly kind: IdleKind;
  readonly name: string;
  readonly arn: string;
  /** Since when it is as it is, ISO 8601. */
  readonly since: string;
  /** What it is now: another one is another finding, of which people are told anew. */
  readonly state: string;
  /** Dollars; null where no price is known. */
  readonly monthly: number | null;
  /** What would be done to it, and why it is not; null where nothing stands in its way. */
  readonly notActed: string | null;
}

interface IdleEntryData {
  "idle-found": IdleFinding;
  "idle-resolved": { readonly resource: string };
  "idle-stop-requested": { readonly resource: string; readonly act: IdleAct };
  "idle-stopped": { readonly resource: string; readonly act: IdleAct; readonly undo: string | null };
  /** It was in use at the last moment, and left as it is. */
  "idle-spared": { readonly resource: string };
  "idle-stop-failed": { readonly resource: string; readonly error: string };
  "idle-undo-requested": { readonly resource: string; readonly act: IdleAct; readonly by: string };
  "idle-restored": { readonly resource: string; readonly by: string };
  "idle-undo-failed": { readonly resource: string; readonly error: string };
  /** People were told of these entries, at which severity. */
  "idle-told": { readonly entries: readonly number[]; readonly severity: string };
}

type IdleEntryKind = keyof IdleEntryData;

/** An entry of the account's own ledger: the same form as a model's, with kinds of its own. */
export type IdleEntry<Kind extends IdleEntryKind = IdleEntryKind> = {
  readonly [K in Kind]: {
    /** Always the account's name. */
    readonly model: string;
    readonly sequence: number;
    readonly kind: K;
    /** ISO 8601 UTC. */
    readonly at: string;
    readonly because: string;
    /** An earlier entry's sequence, or what ran: `idle/2026-11-29T20:00`. */
    readonly causedBy: string | number;
    readonly data: IdleEntryData[K];
  };
}[Kind];

/** An entry before it has a place in the ledger. */
export type IdleDraft<Kind extends IdleEntryKind = IdleEntryKind> = {
  readonly [K in Kind]: {
    readonly kind: K;
    readonly because: string;
    readonly causedBy?: number;
    readonly data: IdleEntryData[K];
  };
}[Kind];
