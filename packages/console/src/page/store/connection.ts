import { signal } from "@preact/signals";
import type { Failure } from "../api/failure.ts";

export interface Connection {
  /** Why the last answer did not come; null while they do. */
  readonly failure: Failure | null;
  /** When the API last answered, in milliseconds since 1970; null before it did. */
  readonly lastAnswer: number | null;
}

/** How the API is reached now, over all that is asked. */
export const connection = signal<Connection>({ failure: null, lastAnswer: null });

/** Why what is asked for did not come, by who asks; the newest is the last. */
const failures = new Map<object, Failure>();

/** Somebody's question was answered. What others were not answered stays so: they ask again. */
export function noteAnswer(asker: object, now: number): void {
  failures.delete(asker);
  connection.value = { failure: newest(), lastAnswer: now };
}

/** What concerns one thing alone, such as a model that is not there, says nothing about the connection. */
export function noteFailure(asker: object, failure: Failure): void {
  failures.delete(asker);
  if (["offline", "signed-out", "busy", "broken"].includes(failure.kind)) failures.set(asker, failure);
  connection.value = { ...connection.value, failure: newest() };
}

/** Somebody does not ask any more: what failed for them is of no concern. */
export function forget(asker: object): void {
  if (failures.delete(asker)) connection.value = { ...connection.value, failure: newest() };
}

function newest(): Failure | null {
  return [...failures.values()].at(-1) ?? null;
}
