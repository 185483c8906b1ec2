import type { Facts } from "../facts/fact.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import { commandInWords } from "../signals/command-in-words.ts";
import type { CommandGiven } from "../signals/signal.ts";
import { acknowledge } from "./commands/acknowledge.ts";
import { approve } from "./commands/approve.ts";
import { pause } from "./commands/pause.ts";
import { promoteNow } from "./commands/promote-now.ts";
import { reject } from "./commands/reject.ts";
import type { Reply } from "./commands/reply.ts";
import { resume } from "./commands/resume.ts";
import { retrain } from "./commands/retrain.ts";
import { rollBackNow } from "./commands/roll-back-now.ts";
import { startRolloutOf } from "./commands/start-rollout.ts";
import { adoptEndpoint } from "./drift.ts";
import type { Notebook } from "./notebook.ts";

/**
 * A person's command: accepted and carried out, or refused with the reason. Nothing is written when the ledger does
 * not end where the person saw its end: what they decided on is not what is.
 */
export function decideOnCommand(
  notes: Notebook,
  given: CommandGiven,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { command, by, route, reason, expectedSequence } = given;
  if (expectedSequence !== null && expectedSequence !== notes.state.sequence) return;
  adoptEndpoint(notes, facts);
  const reply = replyTo(notes, given, facts, policy);
  const data = { by, route, reason, command };
  const asked = commandInWords(command);
  if ("refused" in reply) {
    notes.write("command-refused", `${by} asked to ${asked} (${reason}), and may not: ${reply.refused}`, {
      ...data,
      why: reply.refused,
    });
    return;
  }
  const accepted = notes.write("command-accepted", `${by} asked to ${asked}: ${reason}`, data);
  reply.carryOut(accepted.sequence);
}

function replyTo(notes: Notebook, given: CommandGiven, facts: Facts, policy: ModelPolicy): Reply {
  const { command } = given;
  switch (command.name) {
    case "retrain":
      return retrain(notes, given, facts, policy);
    case "approve":
      return approve(notes, given, command.version, facts, policy);
    case "reject":
      return reject(notes, given, command.version, policy);
    case "start rollout":
      return startRolloutOf(notes, given, command.version, facts, policy);
    case "promote":
      return promoteNow(notes, given, policy);
    case "roll back":
      return rollBackNow(notes, given, policy);
    case "pause":
      return pause(notes, given);
    case "resume":
      return resume(notes, given, facts, policy);
    case "acknowledge":
      return acknowledge(notes, command.alert);
  }
}
