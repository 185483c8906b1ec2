type Name = "retrain" | "promote" | "roll-back" | "undo" | "pause" | "resume";
export type Severity = "page" | "notify" | "info";

/** What a person tells Driftwheel to do with a model. */
export type Command =
  | { readonly name: Name }
  | { readonly name: "approve" | "reject" | "start-rollout"; readonly version: number }
  | { readonly name: "acknowledge"; readonly alert: number }
  | { readonly name: "test-alerts"; readonly severities: readonly Severity[] };

/** The commands that concern a model as a whole, in the order in which they are offered. */
export const modelCommands = [
  "retrain",
  "start-rollout",
  "promote",
  "roll-back",
  "undo",
  "pause",
  "resume",
] as const;

export type ModelCommand = (typeof modelCommands)[number];
