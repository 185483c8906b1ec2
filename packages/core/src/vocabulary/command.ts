import type { Severity } from "./severity.ts";

/** What a person, or a tool in a person's name, may tell Driftwheel to do with one model. */
export type Command =
  | { readonly name: "retrain" }
  | { readonly name: "approve"; readonly version: number }
  | { readonly name: "reject"; readonly version: number }
  | { readonly name: "start-rollout"; readonly version: number }
  | { readonly name: "promote" }
  | { readonly name: "roll-back" }
  /** Back to the champion before the last promotion. */
  | { readonly name: "undo" }
  | { readonly name: "pause" }
  | { readonly name: "resume" }
  /** `alert` is the sequence of the alert's `alert-raised`. */
  | { readonly name: "acknowledge"; readonly alert: number }
  /** One test alert at each severity, by the way that every alert takes. */
  | { readonly name: "test-alerts"; readonly severities: readonly Severity[] };

export type CommandName = Command["name"];

/** By which way a command came: the HTTP API, a signed link, an inbound webhook, or an event on the bus. */
export type CommandRoute = "api" | "link" | "hook" | "event";

/** Who commands, how and why; every entry that a command leads to can be traced to it. */
export interface CommandOrigin {
  /** A name that means something to people: a user's ARN, a claim, the hook's source, who clicked the link. */
  readonly by: string;
  readonly route: CommandRoute;
  readonly reason: string;
}
