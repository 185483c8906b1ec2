import type { Facts } from "../facts/fact.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { CommandGiven } from "../signals/signal.ts";
import type { Notebook } from "./notebook.ts";
import { pause, resume } from "./pause.ts";

/** A person's command: accepted and carried out, or refused with the reason. */
export function decideOnCommand(
  notes: Notebook,
  { command, by, route, reason }: CommandGiven,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const origin = { by, route, reason };
  const accepted = notes.write("command-accepted", `${by} asked to ${command.name}: ${reason}`, {
    ...origin,
    command,
  });
  switch (command.name) {
    case "pause":
      pause(notes, origin, accepted.sequence);
      return;
    case "resume":
      resume(notes, origin, facts, policy, accepted.sequence);
      return;
    case "retrain":
    case "approve":
    case "reject":
    case "start rollout":
    case "promote":
    case "roll back":
    case "acknowledge":
      return;
  }
}
