import { decide } from "../decider/decide.ts";
import { replay } from "../decider/evolve.ts";
import type { ModelPolicy, ModelPolicyInput } from "../policy/policy.ts";
import { policyFor } from "../policy/testing/fleet.ts";
import type { Entry } from "../vocabulary/entry.ts";
import type { EndpointFact, Facts } from "../vocabulary/fact.ts";
import type { Signal } from "../vocabulary/signal.ts";

/** A vineyard's model, whose candidates a person approves. */
export function vines(changes: Partial<ModelPolicyInput> = {}): ModelPolicy {
  return policyFor("vines", {
    drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 200 } },
    retrain: { pipeline: "vines-train", cooldown: "1 second" },
    gate: [{ metric: "auc", atLeast: 0.8 }],
    approve: { by: "person", within: "2 days" },
    rollout: { ramp: [10] },
    alerts: {
      page: ["retraining-failed", "rollout-held", "endpoint-changed-outside", "effect-failed"],
      notify: ["drift-confirmed", "approval-requested", "candidate-rejected", "paused"],
      info: ["drift-cleared", "candidate-approved"],
      escalateAfter: "30 minutes",
    },
    ...changes,
  });
}

export const packageArn = (version: number) =>
  `arn:aws:sagemaker:eu-north-1:444455556666:model-package/vines/${version}`;

const endpoint: EndpointFact = {
  exists: true,
  status: "InService",
  config: "first",
  pendingConfig: null,
  variants: [{ name: "AllTraffic", weight: 1, model: "first-model", package: packageArn(1) }],
  failureReason: null,
};

/** A ledger that is told signals at times, in minutes after six o'clock; answers what each decision wrote. */
export function ledgerOf(policy: ModelPolicy) {
  const entries: Entry[] = [];
  const at = (minutes: number) => new Date(Date.parse("2026-02-03T06:00:00.000Z") + minutes * 60_000);
  return {
    entries,
    at,
    state: () => replay("vines", entries),
    tell(minutes: number, signal: Signal, facts: Facts = {}): readonly Entry[] {
      const state = replay("vines", entries);
      const { entries: decided } = decide(
        state,
        { signal, facts: { endpoint, ...facts } },
        policy,
        at(minutes),
      );
      entries.push(...decided);
      return decided;
    },
  };
}

let reports = 0;

/** A report of a window that drifted or did not. */
export function report(minutes: number, drifted: boolean): Signal {
  const end = new Date(Date.parse("2026-02-03T06:00:00.000Z") + minutes * 60_000).toISOString();
  return {
    kind: "drift-reported",
    identity: `report ${++reports}`,
    at: end,
    endpoint: "vines-prod",
    source: "external",
    schedule: "hourly",
    windowStart: new Date(Date.parse(end) - 3_600_000).toISOString(),
    windowEnd: end,
    rows: 900,
    features: [
      {
        feature: "sugar",
        check: "baseline_drift_check",
        violated: drifted,
        distance: drifted ? 0.9 : 0.01,
        threshold: 0.2,
        pValue: drifted ? 1e-12 : 0.9,
        description: drifted ? "moved" : "as before",
      },
    ],
    evidence: null,
    report: null,
  };
}

export function swept(minutes: number): Signal {
  const at = new Date(Date.parse("2026-02-03T06:00:00.000Z") + minutes * 60_000).toISOString();
  return { kind: "swept", identity: `sweep/${at}`, at, model: "vines" };
}
