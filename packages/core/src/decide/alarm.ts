import type { Facts } from "../facts/fact.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { AlarmChanged } from "../signals/signal.ts";
import { adoptEndpoint, foldWindow } from "./drift.ts";
import type { Notebook } from "./notebook.ts";
import { rollBack } from "./rollout-end.ts";

/** An alarm has waited out its own evaluation periods: its state is conclusive, either way. */
const conclusive = 1_000;

/** A CloudWatch alarm: evidence of drift, a guard of the rollout, or only worth knowing. */
export function decideOnAlarm(
  notes: Notebook,
  signal: AlarmChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(notes, facts);
  if (signal.state === "ALARM" && policy.rollout.guards.alarms?.includes(signal.alarm)) {
    if (rollBack(notes, policy, `Alarm ${signal.alarm} went off: ${signal.reason}`, undefined)) return;
  }
  if (signal.driftedFeature !== null && signal.state !== "INSUFFICIENT_DATA") {
    const violated = signal.state === "ALARM";
    foldWindow(
      notes,
      {
        source: "model-monitor",
        schedule: `alarm ${signal.alarm}`,
        start: null,
        end: signal.at,
        rows: null,
        score: violated ? conclusive : -conclusive,
        effect: null,
        features: violated
          ? [
              {
                feature: signal.driftedFeature,
                check: "baseline_drift_check",
                violated,
                distance: null,
                threshold: null,
                pValue: null,
                description: signal.reason,
              },
            ]
          : [],
        report: null,
      },
      signal.kind,
      facts,
      policy,
    );
    return;
  }
  notes.write("signal-observed", `Alarm ${signal.alarm} is ${signal.state}: ${signal.reason}`, {
    signal: signal.kind,
  });
}
