import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { CommandGiven } from "../../vocabulary/signal.ts";
import { commandInWords } from "../../words/command.ts";
import { raiseTestAlerts } from "../alerts/test-alerts.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { isOutdated } from "../entries/standing.ts";
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
import { undo } from "./undo.ts";

/**
 * A person's command: accepted and carried out, or refused with the reason. Nothing is written when things
 * changed since the person saw them: what they decided on is not what is.
 */
export function decideOnCommand(
  pending: PendingEntries,
  given: CommandGiven,
  facts: Facts,
  policy: ModelPolicy,
): void {
  const { command, by, route, reason, expectedSequence } = given;
  if (isOutdated(pending.state, expectedSequence)) return;
  adoptEndpoint(pending, facts);
  const reply = replyTo(pending, given, facts, policy);
  const data = { by, route, reason, command };
  const asked = commandInWords(command);
  if ("refused" in reply) {
    pending.write("command-refused", `${by} asked to ${asked} (${reason}), and may not: ${reply.refused}`, {
      ...data,
      why: reply.refused,
    });
    return;
  }
  const accepted = pending.write("command-accepted", `${by} asked to ${asked}: ${reason}`, data);
  reply.carryOut(accepted.sequence);
}

function replyTo(pending: PendingEntries, given: CommandGiven, facts: Facts, policy: ModelPolicy): Reply {
  const { command } = given;
  switch (command.name) {
    case "retrain":
      return retrain(pending, given, facts, policy);
    case "approve":
      return approve(pending, given, command.version, facts, policy);
    case "reject":
      return reject(pending, given, command.version, policy);
    case "start-rollout":
      return startRolloutOf(pending, given, command.version, facts, policy);
    case "promote":
      return promoteNow(pending, given, facts, policy);
    case "roll-back":
      return rollBackNow(pending, given, policy);
    case "undo":
      return undo(pending, given, facts, policy);
    case "pause":
      return pause(pending, given);
    case "resume":
      return resume(pending, given, facts, policy);
    case "acknowledge":
      return acknowledge(pending, command.alert);
    case "test-alerts":
      return {
        carryOut: (cause) => raiseTestAlerts(pending, given, command.severities, policy, cause),
      };
  }
}
