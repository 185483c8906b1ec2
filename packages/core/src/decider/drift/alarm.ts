import type { ModelPolicy } from "../../policy/policy.ts";
import type { DriftWindow } from "../../vocabulary/drift-window.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { AlarmChanged, MonitoredMetric } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { rollBack } from "../rollout/end.ts";
import { foldWindow } from "./decide.ts";

/** An alarm has waited out its own evaluation periods: its state is conclusive, either way. */
const conclusive = 1_000;

/** A CloudWatch alarm: evidence of drift, a guard of the rollout, or only worth knowing. */
export function decideOnAlarm(
  pending: PendingEntries,
  signal: AlarmChanged,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(pending, facts);
  // An alarm during an undo is of the version that is on its way out.
  const guards = !pending.state.rollout?.undoes && policy.rollout.guards.alarms?.includes(signal.alarm);
  if (signal.state === "ALARM" && guards) {
    if (rollBack(pending, policy, `Alarm ${signal.alarm} went off: ${signal.reason}`, undefined)) return;
  }
  if (signal.monitored !== null && signal.state !== "INSUFFICIENT_DATA") {
    foldWindow(pending, windowOf(pending, signal, signal.monitored), { kind: signal.kind }, facts, policy);
    return;
  }
  const watches = signal.state === "ALARM" && takesBack(pending.state, signal.alarm);
  const follows = watches
    ? " SageMaker's deployment is watched by it, and is taken back by SageMaker itself."
    : "";
  pending.write("signal-observed", `Alarm ${signal.alarm} is ${signal.state}: ${signal.reason}${follows}`, {
    signal: signal.kind,
  });
}

/** True while a deployment of SageMaker's is under way that the alarm takes back. */
function takesBack({ rollout }: State, alarm: string): boolean {
  return rollout?.phase === "deploying" && rollout.guardrails?.alarms.includes(alarm) === true;
}

/** The window that a monitor's alarm is about; when it ended only the monitor's other reports can tell. */
function windowOf(pending: PendingEntries, signal: AlarmChanged, monitored: MonitoredMetric): DriftWindow {
  const violated = signal.state === "ALARM";
  const schedule = monitored.schedule ?? `alarm ${signal.alarm}`;
  return {
    source: "model-monitor",
    schedule,
    start: null,
    end: signal.at,
    approximate: true,
    rows: null,
    score: violated ? conclusive : allClear(pending, schedule, monitored),
    effect: null,
    features: violated
      ? [
          {
            feature: monitored.feature,
            check: monitored.check,
            violated,
            distance: null,
            threshold: null,
            pValue: null,
            description: signal.reason,
          },
        ]
      : [],
    report: null,
  };
}

/** An alarm that is over takes back what it said, and nothing that was said of other features. */
function allClear(pending: PendingEntries, schedule: string, { feature }: MonitoredMetric): number {
  const { confirmed } = pending.state.drift;
  const others =
    confirmed?.window.schedule === schedule && confirmed.features.some((other) => other.feature !== feature);
  return others ? 0 : -conclusive;
}
