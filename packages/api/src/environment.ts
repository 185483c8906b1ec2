import type { Caller } from "./authorisation/caller.ts";

/** What requests carry through the app. */
export interface ApiEnvironment {
  Variables: { caller: Caller | null };
}
