import { explainLink } from "../../alerts/alert-links.ts";
import { testText } from "../../alerts/test-text.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Severity } from "../../vocabulary/severity.ts";
import { testAlert, testKey } from "../alerts/conditions.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import type { Reply } from "./reply.ts";

/**
 * A person wants to see whether alerts arrive: one is raised at each severity, whatever the policy says, and leaves as
 * every alert does. It is of no condition, so it is never open and nothing escalates or resolves it.
 */
export function testAlerts(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  severities: readonly Severity[],
  policy: ModelPolicy,
): Reply {
  const { now } = pending;
  const { model } = pending.state;
  return {
    carryOut(cause) {
      for (const severity of severities) {
        pending.write(
          "alert-raised",
          `A test: ${by} asked for an alert at ${severity}: ${reason}`,
          {
            about: cause,
            aboutKind: testAlert,
            key: testKey(model, cause, severity),
            severity,
            ...testText({ model, severity, by, reason, policy, command: cause, at: now.toISOString() }),
            links: [explainLink(cause, now)],
          },
          cause,
        );
      }
    },
  };
}
