import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { CommandGiven } from "../../vocabulary/signal.ts";
import { commandInWords } from "../../words/command.ts";
import type { Notebook } from "../notebook.ts";
import { adoptEndpoint } from "../rollout/adopt-endpoint.ts";
import { acknowledge } from "./acknowledge.ts";
import { approve } from "./approve.ts";
import { pause } from "./pause.ts";
import { promoteNow } from "./promote-now.ts";
import { reject } from "./reject.ts";
import type { Reply } from "./reply.ts";
import { resume } from "./resume.ts";
import { retrain } from "./retrain.ts";
import { rollBackNow } from "./roll-back-now.ts";
import { startRolloutOf } from "./start-rollout.ts";

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
    case "start-rollout":
      return startRolloutOf(notes, given, command.version, facts, policy);
    case "promote":
      return promoteNow(notes, given, policy);
    case "roll-back":
      return rollBackNow(notes, given, policy);
    case "pause":
      return pause(notes, given);
    case "resume":
      return resume(notes, given, facts, policy);
    case "acknowledge":
      return acknowledge(notes, command.alert);
  }
}
