import type { Entry, EntryOf } from "../vocabulary/entry.ts";
import type { State } from "../vocabulary/state.ts";

/** A rollout of a model's ledger, and what it put on the endpoint. */
export interface LedgerRollout {
  readonly rollout: string;
  readonly endpoint: string;
  /** The variants that it had, in the endpoint's spelling. */
  readonly variants: readonly string[];
  /** Models of challengers beside the first, whose names are of their own versions and not the rollout's. */
  readonly models: readonly string[];
  /** When it was last heard of, ISO 8601; null while it goes on. */
  readonly endedAt: string | null;
  /** The model that it was of, where the fleet does not name it any more; null while it does. */
  readonly departed: string | null;
}

/** All rollouts that the ledger of a model in the fleet knows. */
export function rolloutsIn(entries: readonly Entry[], { rollout: open }: State): readonly LedgerRollout[] {
  const started = entries.filter(
    (entry): entry is EntryOf<"rollout-started"> => entry.kind === "rollout-started",
  );
  return started.map(({ data: { rollout, endpoint, challenger, others = [], champion } }) => ({
    rollout,
    endpoint,
    variants: [challenger.variant, ...others.map(({ variant }) => variant), champion.variant],
    models: others.map(({ model }) => model),
    endedAt: open?.rollout === rollout ? null : (lastOf(rollout, entries)?.at ?? null),
    departed: null,
  }));
}

/**
 * All rollouts that the ledger of a model knows that has left the fleet. None ended before the ledger did: until then
 * the model may have been in the fleet, and what it had in use.
 */
export function departedRolloutsIn(entries: readonly Entry[], state: State): readonly LedgerRollout[] {
  const last = entries.at(-1)?.at ?? null;
  return rolloutsIn(entries, state).map((rollout) => ({
    ...rollout,
    endedAt: rollout.endedAt === null ? null : last,
    departed: state.model,
  }));
}

/**
 * The models that a thing may be of by the name that a rollout gave it, `driftwheel-<model>-v<version>-<number>-...`.
 * More than one where a model's own name looks like a rollout's; their ledgers know which it is.
 */
export function modelsNamedBy(name: string): readonly string[] {
  const made = /^driftwheel-(.+)$/.exec(name)?.[1] ?? "";
  return [...made.matchAll(/-v\d+-\d+(?=-)/g)].flatMap(({ index }) => made.slice(0, index) || []);
}

function lastOf(rollout: string, entries: readonly Entry[]): Entry | undefined {
  return entries.findLast(({ data }) => "rollout" in data && data.rollout === rollout);
}

/**
 * Every name that a model's state has for what serves, what is on trial, what is under way and what an undo goes back to,
 * in small letters. More than these may be among them; a leftover that shares a name with any is left alone.
 */
export function namesHeld({ endpoint, rollout, lastPromotion, outbox }: State): readonly string[] {
  return textsIn([endpoint, rollout, lastPromotion, outbox]).map((text) => text.toLowerCase());
}

/** Whether transform jobs may use a version that a rollout promoted: a route names it, which outlives the fleet. */
export function isUsedInJobs(entries: readonly Entry[]): boolean {
  return entries.some((entry) => entry.kind === "rollout-started" && entry.data.paired !== undefined);
}

/** The same of a model that has left the fleet and whose endpoint is gone: nothing of it serves, and no undo goes back. */
export function namesUnderWay({ rollout, outbox }: State): readonly string[] {
  return textsIn([rollout, outbox]).map((text) => text.toLowerCase());
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
