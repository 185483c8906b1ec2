import type { PricedUse } from "../costs/price-table.ts";
import type { IdlePolicy } from "../policy/idle/idle.ts";
import type { IdleAct } from "./act.ts";
import { type IdleKind, idOf, type ResourceFact } from "./resource.ts";

/** What a month of something costs in dollars, as if it ran all the time; null where no price is known. */
export type MonthlyPrice = (use: PricedUse, instanceType: string) => number | null;

export interface IdleContext {
  readonly policy: IdlePolicy;
  readonly now: Date;
  /** When the account was begun to be read: what was done later, the inventory may not have. */
  readonly readFrom: Date;
  readonly price: MonthlyPrice;
  /** Endpoints in the fleet's care, in small letters, and the model that each is of. */
  readonly fleetEndpoints: ReadonlyMap<string, string>;
}

/** A resource that is idle by the policy. */
export interface Found {
  readonly resource: string;
  readonly kind: IdleKind;
  readonly fact: ResourceFact;
  readonly because: string;
  readonly since: string;
  /** The same as long as it is the same finding. */
  readonly state: string;
  readonly monthly: number | null;
  /** What may be done to it, if policy and tags allow it; null where nothing ever is. */
  readonly act: IdleAct | null;
  /** Why nothing is done whatever the tags say; null where the section's `act` is all that counts. */
  readonly never: string | null;
  /** What the section of the policy says. */
  readonly acts: boolean;
}

export function found(
  kind: IdleKind,
  fact: ResourceFact,
  rest: Omit<Found, "resource" | "kind" | "fact">,
): Found {
  return { resource: idOf(kind, fact.name), kind, fact, ...rest };
}

/** Milliseconds that something was so. */
export function age(since: string, now: Date): number {
  return now.getTime() - Date.parse(since);
}
