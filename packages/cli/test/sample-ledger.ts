import type { DriftFeature, DriftWindow } from "@driftwheel/core/vocabulary/drift-window.ts";
import type { Entry, EntryData, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";

const began = Date.parse("2026-03-02T08:00:00.000Z");
const packageArn = "arn:aws:sagemaker:eu-central-1:123456789012:model-package/frost/5";
const execution = "arn:aws:sagemaker:eu-central-1:123456789012:pipeline/frost-train/execution/w2k8d0v5n1qz";
const rollout = "frost-v5-1";

const features: readonly DriftFeature[] = [
  {
    feature: "temp_max",
    check: "baseline_drift_check",
    violated: true,
    distance: 0.71234567,
    threshold: 0.2,
    pValue: 0.00002,
    description: "PSI 0.712 over 480 rows",
  },
  {
    feature: "wind",
    check: "completeness_check",
    violated: true,
    distance: null,
    threshold: null,
    pValue: null,
    description: "12 of 480 values are missing",
  },
];

function window(hour: number, score: number): DriftWindow {
  const end = new Date(began + hour * 3_600_000);
  return {
    source: "driftwheel",
    schedule: "driftwheel",
    start: new Date(end.getTime() - 3_600_000).toISOString(),
    end: end.toISOString(),
    rows: 480,
    score,
    effect: 0.71234567,
    features,
    report: "s3://frost-monitor/reports/frost-prod/driftwheel/2026/03/02/10/constraint_violations.json",
  };
}

const version = { package: packageArn, version: 5 };
const checks: EntryData["candidate-accepted"]["checks"] = [
  {
    metric: "regression_metrics.mae.value",
    passed: true,
    candidate: 2.0625,
    champion: 3.9,
    condition: "at most 3",
    detail: "2.0625 is at most 3",
  },
];

function look(number: number, minutes: number, better: number): EntryData["rollout-looked"] {
  return {
    rollout,
    look: number,
    start: new Date(began + (minutes - 5) * 60_000).toISOString(),
    end: new Date(began + minutes * 60_000).toISOString(),
    champion: { variant: "version-4", trials: 90, successes: 31, invocations: 450, errors: 0, slow: 4 },
    challenger: { variant: "version-5", trials: 60, successes: 40, invocations: 60, errors: 1, slow: 1 },
    evidence: { better, worse: -2.5, notWorse: -0.5, errors: 0.25, slow: 0 },
    line: { better: 3.6888794541139363, harm: 4.382026634673881 },
    proved: better >= 3.69,
    decision: better >= 3.69 ? "promote" : "shift",
    judges: ["outcomes", "errors"],
  };
}

function shifted(
  from: number,
  to: number,
  next: EntryData["weights-shifted"]["next"],
): EntryData["weights-shifted"] {
  return {
    rollout,
    from,
    to,
    weights: { "version-4": 100 - to, "version-5": to },
    endpoint: "frost-prod",
    expected: {
      configs: ["driftwheel-frost-v5-1-trial"],
      weights: [{ "version-4": 100 - from, "version-5": from }],
    },
    changeDeadline: "2026-03-02T12:00:00.000Z",
    next,
  };
}

function done(
  of: number,
  effect: string,
  answer: Readonly<Record<string, string>> = {},
): EntryData["effect-done"] {
  return { of, effect, token: `frost-${of}-${effect}`, answer };
}

let sequence = 0;

function entry<K extends EntryKind>(
  kind: K,
  minutes: number,
  causedBy: string | number,
  because: string,
  data: EntryData[K],
): Entry {
  sequence += 1;
  const at = new Date(began + minutes * 60_000).toISOString();
  // Kind and data belong together by this function's own signature.
  return { model: "frost", sequence, kind, at, because, causedBy, data } as unknown as Entry;
}

/** One turn of the wheel for the model "frost": drift, retraining, trial, promotion; then a person's pause. */
export const sampleLedger: readonly Entry[] = [
  entry(
    "signal-observed",
    60,
    "drift-reported frost-prod 1",
    "temp_max moved in the first window (CUSUM 2.1 of 4.37).",
    {
      signal: "drift-reported",
      window: window(1, 2.6),
    },
  ),
  entry(
    "drift-confirmed",
    120,
    "drift-reported frost-prod 2",
    "temp_max, wind drifted: 2 windows (CUSUM 5.2 of 4.37).",
    {
      window: window(2, 3.6),
      cusum: 5.234567,
      line: 4.37,
      since: "2026-03-02T08:00:00.000Z",
      windows: 2,
      features,
    },
  ),
  entry("retraining-requested", 120, 2, "Drift in temp_max, wind is confirmed; no retraining runs.", {
    pipeline: "frost-train",
    parameters: { TrainingData: "s3://frost-data/labelled/", DriftedFeatures: "temp_max,wind" },
    displayName: "driftwheel-frost-3",
    cost: 2.5,
    deadline: "2026-03-03T10:00:00.000Z",
  }),
  entry("effect-done", 120, 3, "start-pipeline is done.", done(3, "start-pipeline", { execution })),
  entry("retraining-started", 120, 3, `The pipeline execution is ${execution}.`, { execution }),
  entry(
    "retraining-succeeded",
    141,
    "pipeline-execution-changed Succeeded",
    "The pipeline execution succeeded after 21 minutes.",
    {
      execution,
    },
  ),
  entry(
    "candidate-registered",
    142,
    "model-package-changed frost/5 Completed",
    "Version 5 of frost was registered.",
    {
      ...version,
      evaluationUri: "s3://frost-data/evaluation/evaluation.json",
    },
  ),
  entry("candidate-accepted", 142, 7, "The gate is passed: mae 2.0625 is at most 3.", { ...version, checks }),
  entry("approval-requested", 142, 8, "The policy approves what passes the gate: version 5.", {
    ...version,
    from: "automatic",
    deadline: null,
  }),
  entry("effect-done", 142, 9, "set-approval is done.", done(9, "set-approval")),
  entry("candidate-approved", 143, 9, "Version 5 was approved by the policy.", {
    ...version,
    by: "the policy",
    route: "policy",
  }),
  entry("rollout-started", 143, 11, "Version 5 goes on trial against version-4 with 10% of the traffic.", {
    rollout,
    executionName: "driftwheel-frost-v5-1-1",
    challenger: { ...version, variant: "version-5", model: "driftwheel-frost-v5-1-model" },
    champion: { package: null, variant: "version-4" },
    endpoint: "frost-prod",
    fromConfig: "frost-config-4",
    config: "driftwheel-frost-v5-1-trial",
    weight: 10,
    deadline: "2026-03-04T10:23:00.000Z",
    changeDeadline: "2026-03-02T11:23:00.000Z",
    expected: { configs: ["frost-config-4"], weights: [{ "version-4": 1 }] },
    history: { rate: 0.35, weight: 100, errorRate: 0, latency: 4200 },
    minimumEffects: { outcome: 0.05, errors: 0.01, slow: 0.02 },
  }),
  entry("effect-done", 145, 12, "deploy-trial is done.", done(12, "deploy-trial")),
  entry(
    "rollout-looked",
    150,
    "look-read frost-v5-1 1",
    "At 10%: no harm is shown; 10% -> 50%.",
    look(1, 150, 1.75),
  ),
  entry("weights-shifted", 150, 14, "No harm is shown; 10% -> 50%.", shifted(10, 50, null)),
  entry("effect-done", 151, 15, "shift-weights is done.", done(15, "shift-weights")),
  entry(
    "rollout-looked",
    155,
    "look-read frost-v5-1 2",
    "At 50%: the challenger is better (ln E 4.5, line 3.689).",
    look(2, 155, 4.5),
  ),
  entry(
    "weights-shifted",
    155,
    17,
    "The challenger is better (ln E 4.5, line 3.689) and bears 50% of the traffic without harm.",
    shifted(50, 100, {
      deploy: "winner",
      fromConfig: "driftwheel-frost-v5-1-trial",
      config: "driftwheel-frost-v5-1-sole",
      variant: "version-5",
    }),
  ),
  entry("rollout-promoted", 158, "rollout-polled frost-v5-1 9", "Version 5 serves alone.", {
    rollout,
    challenger: version,
    champion: { package: null },
    variant: "version-5",
    config: "driftwheel-frost-v5-1-sole",
  }),
  entry("alert-raised", 158, 19, "The policy notifies of promotions.", {
    about: 19,
    aboutKind: "rollout-promoted",
    key: "frost/rollout-promoted",
    severity: "notify",
    subject: "frost: version 5 was promoted",
    body: "Version 5 serves alone.",
    links: [
      {
        label: "Why",
        action: "explain",
        sequence: 19,
        package: null,
        expires: "2026-03-09T10:38:00.000Z",
      },
    ],
  }),
  entry("effect-failed", 159, 20, "send-alert was refused: the topic does not exist", {
    of: 20,
    effect: "send-alert",
    token: "frost-20-send-alert",
    error: "the topic does not exist",
  }),
  entry("command-accepted", 200, "command frost k-1", "ops asked to pause: the sensors are being swapped", {
    by: "ops",
    route: "api",
    reason: "the sensors are being swapped",
    command: { name: "pause" },
  }),
  entry("paused", 200, 22, "ops paused the model: the sensors are being swapped", {
    by: "ops",
    reason: "the sensors are being swapped",
  }),
];
