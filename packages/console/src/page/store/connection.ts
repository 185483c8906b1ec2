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

export function noteAnswer(now: number): void {
  connection.value = { failure: null, lastAnswer: now };
}

/** What concerns one thing alone, such as a model that is not there, says nothing about the connection. */
export function noteFailure(failure: Failure): void {
  if (["offline", "signed-out", "busy", "broken"].includes(failure.kind)) {
    connection.value = { ...connection.value, failure };
  }
}
