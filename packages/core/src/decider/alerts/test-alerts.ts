import { explainLink } from "../../alerts/alert-links.ts";
import { testText } from "../../alerts/test-text.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import type { CommandOrigin } from "../../vocabulary/command.ts";
import type { Severity } from "../../vocabulary/severity.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { testAlert, testKey } from "./conditions.ts";

/**
 * Raises one alert at each severity, whatever the policy says, for a person who wants to see whether alerts arrive. It
 * leaves as every alert does, and is of no condition: it is never open, and nothing escalates or resolves it.
 *
 * @param command the sequence of the `command-accepted`
 */
export function raiseTestAlerts(
  pending: PendingEntries,
  { by, reason }: CommandOrigin,
  severities: readonly Severity[],
  policy: ModelPolicy,
  command: number,
): void {
  const { now } = pending;
  const { model } = pending.state;
  for (const severity of severities) {
    pending.write(
      "alert-raised",
      `A test: ${by} asked for an alert at ${severity}: ${reason}`,
      {
        about: command,
        aboutKind: testAlert,
        key: testKey(model, command, severity),
        severity,
        ...testText({ model, severity, by, reason, policy, command, at: now.toISOString() }),
        links: [explainLink(command, now)],
        resources: policy.endpoint === undefined ? {} : { endpoint: policy.endpoint },
      },
      command,
    );
  }
}
