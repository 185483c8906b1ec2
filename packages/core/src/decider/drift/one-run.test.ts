import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { policyFor } from "../../policy/testing/fleet.ts";
import type { Facts, MonitorRunFact, Violation } from "../../vocabulary/fact.ts";
import type { AlarmChanged, MonitorKind, Signal } from "../../vocabulary/signal.ts";
import type { State } from "../../vocabulary/state.ts";
import { decide, type SignalWithFacts } from "../decide.ts";
import { replay } from "../evolve.ts";
import { questions } from "../questions.ts";

const policy = policyFor("reef");

const schedule = "reef-hourly";
const endpoint: NonNullable<Facts["endpoint"]> = {
  exists: true,
  status: "InService",
  config: "reef-1",
  pendingConfig: null,
  variants: [{ name: "main", weight: 1, model: "reef-1", package: null }],
  failureReason: null,
};

const checks: Readonly<Record<MonitorKind, Violation>> = {
  "data-quality": {
    feature: "salinity",
    check: "baseline_drift_check",
    description: "Baseline drift distance: 0.37 exceeds threshold: 0.1",
  },
  "model-quality": {
    feature: "rmse",
    check: "GreaterThanThreshold",
    description: "Metric rmse with 0.93 was GreaterThanThreshold 0.61",
  },
  bias: {
    feature: "DPPL age=44",
    check: "bias_drift_check",
    description: "Metric value 0.29 doesn't meet the baseline constraint requirement 0.08",
  },
  explainability: {
    feature: "label0",
    check: "feature_attribution_drift_check",
    description: "Feature attribution drift 0.71 exceeds threshold 0.9",
  },
};

const hour = (text: string) => `2026-06-11T${text}:00:00.000Z`;

function job(monitor: MonitorKind, end: string, violations: readonly Violation[]): SignalWithFacts {
  const run: MonitorRunFact = {
    monitor,
    status: "Completed",
    exitMessage: null,
    endpoint: "reef-prod",
    schedule,
    windowStart: hour(String(Number(end) - 1).padStart(2, "0")),
    windowEnd: hour(end),
    output: `s3://reef/reports/reef-prod/${schedule}/2026/06/11/${end}`,
    violations,
    ran: { used: [], joined: false },
  };
  const signal: Signal = {
    kind: "monitor-run-finished",
    identity: `run ${end}`,
    at: `2026-06-11T${end}:12:40.000Z`,
    job: `${monitor}-monitoring-${end}`,
    arn: "arn:aws:sagemaker:eu-central-1:123456789012:processing-job/run",
    monitor,
    status: "Completed",
    failureReason: null,
    endpoint: "reef-prod",
    schedule,
  };
  return { signal, facts: { endpoint, monitorRun: run } };
}

function file(end: string, violations: readonly Violation[]): SignalWithFacts {
  const signal: Signal = {
    kind: "violations-file-created",
    identity: `file ${end}`,
    at: `2026-06-11T${end}:12:31.000Z`,
    bucket: "reef",
    key: `reports/reef-prod/${schedule}/2026/06/11/${end}/constraint_violations.json`,
    bytes: 900,
    endpoint: "reef-prod",
    schedule,
    windowEnd: hour(end),
  };
  return { signal, facts: { endpoint, violations: { violations } } };
}

function alarm(
  monitor: MonitorKind,
  at: string,
  state: AlarmChanged["state"],
  feature = checks[monitor].feature,
): SignalWithFacts {
  const signal: AlarmChanged = {
    kind: "alarm-changed",
    identity: `alarm ${feature} ${state} ${at}`,
    at,
    alarm: `reef ${feature}`,
    arn: "arn:aws:cloudwatch:eu-central-1:123456789012:alarm:reef",
    state,
    reason: "Threshold Crossed",
    composite: false,
    endpoint: "reef-prod",
    monitored: { monitor, schedule, feature, check: checks[monitor].check },
  };
  return { signal, facts: { endpoint } };
}

function after(state: State, told: readonly SignalWithFacts[]): State {
  return told.reduce(
    (before, observed) => decide(before, observed, policy, new Date("2026-06-11T18:00:00Z")).state,
    state,
  );
}

const windowsAfter = (told: readonly SignalWithFacts[]) =>
  Object.values(after(replay("reef", []), told).drift.windows).flat();

const shuffled = (told: readonly SignalWithFacts[]) =>
  fc.shuffledSubarray([...told, ...told], { minLength: 2 * told.length, maxLength: 2 * told.length });

describe.each(["data-quality", "model-quality", "bias", "explainability"] as const)("a %s run", (monitor) => {
  const found = [checks[monitor]];
  const ways = [
    job(monitor, "09", found),
    file("09", found),
    alarm(monitor, "2026-06-11T09:13:05.000Z", "ALARM"),
  ];

  test("is one window by its job, by its file and by its alarm alone", () => {
    for (const way of ways) {
      expect(windowsAfter([way])).toMatchObject([
        { source: "model-monitor", schedule, features: [{ feature: checks[monitor].feature }] },
      ]);
    }
  });

  test("is one window by all of them together, repeated, in any order", () => {
    fc.assert(
      fc.property(shuffled(ways), (told) => {
        expect(windowsAfter(told)).toMatchObject([{ end: hour("09"), score: 1000 }]);
        expect(after(replay("reef", []), told).drift.confirmed).not.toBeNull();
      }),
      { seed: 61, numRuns: 60 },
    );
  });
});

test("without its alarm, a run's job and file leave the same window in either order", () => {
  const ways = [job("data-quality", "09", [checks["data-quality"]]), file("09", [checks["data-quality"]])];
  const [first, second] = [windowsAfter(ways), windowsAfter(ways.toReversed())];
  expect(first).toHaveLength(1);
  expect(second).toHaveLength(1);
  expect(first[0]).toMatchObject({ score: 2.58, end: hour("09"), effect: 0.37 });
  expect(second[0]).toMatchObject({ score: 2.58, end: hour("09"), effect: 0.37 });
});

test("three runs told of nine times, all late and mixed up, are three windows", () => {
  const told = ["09", "10", "11"].flatMap((end) => [
    job("data-quality", end, [checks["data-quality"]]),
    file(end, [checks["data-quality"]]),
    alarm("data-quality", `2026-06-11T${end}:20:00.000Z`, "ALARM"),
  ]);
  fc.assert(
    fc.property(shuffled(told), (mixed) => {
      const ends = windowsAfter(mixed).map(({ end }) => end);
      expect(ends.toSorted()).toEqual([hour("09"), hour("10"), hour("11")]);
    }),
    { seed: 62, numRuns: 60 },
  );
});

test("two alarms on two features of a run that nothing else told of are one window", () => {
  expect(
    windowsAfter([
      alarm("data-quality", "2026-06-11T09:13:05.000Z", "ALARM"),
      alarm("data-quality", "2026-06-11T09:13:09.000Z", "ALARM", "depth"),
    ]),
  ).toHaveLength(1);
});

test("an alarm takes the window of the run before it, and keeps the run's own end", () => {
  const [window] = windowsAfter([
    job("data-quality", "09", [checks["data-quality"]]),
    alarm("data-quality", "2026-06-11T09:41:00.000Z", "ALARM"),
  ]);
  expect(window).toMatchObject({ start: hour("08"), end: hour("09"), score: 1000 });
  expect(window).not.toHaveProperty("approximate");
});

test("an alarm that went quiet clears what it said, and not what stands of another feature", () => {
  const told = [
    alarm("data-quality", "2026-06-11T09:13:05.000Z", "ALARM"),
    alarm("data-quality", "2026-06-11T11:13:00.000Z", "OK", "depth"),
  ];
  expect(after(replay("reef", []), told).drift.confirmed).not.toBeNull();
  const over = [...told, alarm("data-quality", "2026-06-11T12:13:00.000Z", "OK")];
  expect(after(replay("reef", []), over).drift.confirmed).toBeNull();
});

test("an alarm that went quiet and the clean run it is about are one window in either order", () => {
  const ways = [job("bias", "09", []), alarm("bias", "2026-06-11T09:20:00.000Z", "OK")];
  for (const told of [ways, ways.toReversed()]) {
    expect(windowsAfter(told)).toMatchObject([{ score: -1000, end: hour("09"), features: [] }]);
  }
});

test("a clean window of another schedule does not clear the drift that one has shown", () => {
  const state = after(replay("reef", []), [alarm("bias", "2026-06-11T09:13:05.000Z", "ALARM")]);
  const quiet = job("data-quality", "11", []);
  const other = {
    ...quiet,
    facts: { ...quiet.facts, monitorRun: { ...quiet.facts.monitorRun, schedule: "reef-inputs" } },
  } as SignalWithFacts; // the spread keeps every field of the fact and replaces one
  expect(after(state, [other]).drift.confirmed).not.toBeNull();
});

test.each(["driftwheel", "driftwheel-quality"])(
  "a file of Driftwheel's own watch %s is not read: its report tells the same",
  (own) => {
    const { signal } = file("09", []);
    const ofOurs = { ...signal, schedule: own } as Signal; // the kind is that of a violations file still
    const asked = questions(replay("reef", []), ofOurs, {}, policy);
    expect(asked.map(({ ask }) => ask)).toEqual(["endpoint"]);
    expect(windowsAfter([{ signal: ofOurs, facts: { endpoint } }])).toEqual([]);
  },
);

test("quality that falls hour after hour is drift, and asks for a retraining as any other", () => {
  const told = ["09", "10", "11", "12"].map(
    (end): SignalWithFacts => ({
      signal: {
        kind: "drift-reported",
        identity: `quality ${end}`,
        at: hour(end),
        endpoint: "reef-prod",
        source: "driftwheel",
        schedule: "driftwheel-quality",
        windowStart: hour(String(Number(end) - 1).padStart(2, "0")),
        windowEnd: hour(end),
        rows: 500,
        features: [
          {
            feature: "rmse",
            check: "GreaterThanThreshold",
            violated: true,
            distance: null,
            threshold: null,
            pValue: 1e-6,
            description: "Metric rmse with 0.93 +/- 0.02 was GreaterThanThreshold '0.61'",
          },
        ],
        evidence: null,
        report: null,
      },
      facts: { endpoint },
    }),
  );
  const state = after(replay("reef", []), told);
  expect(state.drift.confirmed?.features).toMatchObject([{ feature: "rmse" }]);
  expect(state.retraining).not.toBeNull();
});
