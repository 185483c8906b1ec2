import { describe, expect, it } from "vitest";
import {
  alarmed,
  certain,
  drifted,
  feature,
  steady,
  windowReported,
} from "../decider/testing/drift-steps.ts";
import { minute, model } from "../decider/testing/model.ts";
import { scaled } from "../decider/testing/scaling-steps.ts";
import { has, looksUntil, trialOf } from "../decider/testing/several.ts";
import {
  commanded,
  confirmed,
  endpointTold,
  executionIs,
  executionTold,
  inRegistry,
  later,
  looked,
  newData,
  onTrial,
  registered,
  retrainingEnded,
  type Step,
  settled,
  swept,
} from "../decider/testing/steps.ts";
import { upcast } from "../ledger/upcast.ts";
import type { ModelPolicy, ModelPolicyInput } from "../policy/policy.ts";
import { normalCdf } from "../stats/distributions/normal.ts";
import type { Entry } from "../vocabulary/entry.ts";
import type { FreshDataFact } from "../vocabulary/fact.ts";
import type { Replay } from "./replay.ts";
import { replayLedger } from "./replay-ledger.ts";

const hour = 60 * minute;

/** What the real decider writes when this happens, and the policy that it does so by. */
function ledgerOf(steps: readonly (Step | readonly Step[])[], changes: Partial<ModelPolicyInput> = {}) {
  const world = model(changes);
  for (const step of steps.flat()) step(world);
  return { entries: [...world.written], policy: world.policy };
}

/** The same entries under a policy that says something else, which the model of the tests completes. */
function under(entries: readonly Entry[], changes: Partial<ModelPolicyInput>, span = {}): Replay {
  return replayLedger("meadow", entries, policyWith(changes), span);
}

function policyWith(changes: Partial<ModelPolicyInput>): ModelPolicy {
  return model(changes).policy;
}

/** A window of an hour in which rain moved far, with this score. */
const scored = (score: number): Step =>
  windowReported([feature("rain", 0.9)], {
    evidence: { pValue: normalCdf(-score), allowance: 0, calibration: "bootstrap" },
  });

const partings = (replay: Replay) => replay.partings.map(({ was, would }) => ({ was, would }));

const promoted: readonly Step[] = [
  // 95% against 75%, 400 outcomes each, three times: by far enough for a promotion at 60%.
  ...[1, 2, 3].flatMap(() => [looked({ challenger: { successes: 380 } }), settled]),
  later(25 * hour),
  looked({ challenger: { successes: 380 } }),
  settled,
];
const drifting = { drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 4 } } } as const;
const twiceAsSensitive = {
  drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 8 } },
} as const;

const labelled = "s3://meadow-data/labelled/";
const waitsForFiles = {
  ...{ pipeline: "meadow-train", cooldown: "3 hours" },
  freshData: { prefix: labelled, atLeast: { files: 3 }, orAfter: "1 day", staleAfter: "6 hours" },
} as const satisfies ModelPolicyInput["retrain"];
const lastFile = "2026-07-06T08:50:00.000Z";
const filesLie: FreshDataFact = {
  place: labelled,
  reading: { files: 0, bytes: 0, records: null, oldest: null, newest: null, latest: lastFile },
  mark: { until: lastFile, from: lastFile, known: [] },
  ...{ trouble: null, lastJob: null },
};

const several: Partial<ModelPolicyInput> = {
  approve: "automatically",
  rollout: {
    ramp: [20, 60],
    minimumEffect: 0.05,
    challengers: { atMost: 3, gatherFor: "1 hour" },
  },
};
const severalLooked =
  (shown: Parameters<typeof looksUntil>[1]): Step =>
  (world) =>
    looksUntil(world, shown, has("challenger-dropped"));
const severalTried: readonly Step[] = [
  (world) => [...trialOf(world, 2, 3, 4).written],
  severalLooked({ 4: { successes: 220 } }),
  settled,
  severalLooked({ 2: { successes: 370 } }),
  settled,
];

describe("a ledger under its own policy", () => {
  it.each<[string, readonly (Step | readonly Step[])[], Partial<ModelPolicyInput>?]>([
    ["drift that comes and goes", [endpointTold, drifted, drifted, drifted, ...Array(12).fill(steady)]],
    [
      "a retraining that fails, and the next",
      [drifted, drifted, drifted, retrainingEnded("Failed"), drifted, later(4 * hour), drifted, drifted],
    ],
    [
      "a retraining whose version is promoted",
      [
        drifted,
        drifted,
        drifted,
        retrainingEnded("Succeeded"),
        registered(2),
        confirmed,
        registered(2, "Approved"),
        settled,
        ...promoted,
        steady,
        drifted,
      ],
    ],
    [
      "a version that the gate rejects",
      [endpointTold, registered(2, "PendingManualApproval", 3), confirmed, steady],
    ],
    [
      "a version of which no event told, found by the sweep that reads for new data too",
      [
        endpointTold,
        inRegistry(2, "PendingManualApproval", 3),
        (world) => world.say({ freshData: filesLie }).sweep(),
        steady,
      ],
      { retrain: waitsForFiles },
    ],
    [
      "a trial that is rolled back for harm",
      [onTrial, ...[1, 2, 3].flatMap(() => [looked({ challenger: { successes: 100 } }), settled])],
    ],
    ["a trial of several challengers, of which one is dropped and one promoted", severalTried, several],
    ["a trial whose champion is scaled", [scaled("main"), onTrial, looked(), settled, looked(), settled]],
    [
      "persons, alarms and data that come",
      [
        endpointTold,
        newData,
        alarmed("meadow-5xx"),
        commanded({ name: "pause" }),
        drifted,
        drifted,
        drifted,
        commanded({ name: "resume" }),
        drifted,
        swept,
        newData,
        commanded({ name: "retrain" }),
      ],
    ],
    [
      "alerts, told, resolved and escalated",
      [
        drifted,
        drifted,
        drifted,
        retrainingEnded("Failed"),
        later(3 * hour),
        swept,
        ...Array(12).fill(steady),
      ],
      {
        alerts: {
          page: ["retraining-failed"],
          notify: ["drift-confirmed", "drift-cleared"],
          escalateAfter: "1 hour",
        },
      },
    ],
    [
      "a budget that is spent",
      [
        drifted,
        drifted,
        drifted,
        retrainingEnded("Failed"),
        later(4 * hour),
        drifted,
        retrainingEnded("Failed"),
        later(4 * hour),
        drifted,
        drifted,
      ],
      {
        retrain: { pipeline: "meadow-train", cooldown: "3 hours", budget: { perMonth: "$8", perRun: "$4" } },
      },
    ],
  ])("is the same to the last character: %s", (_, steps, changes = {}) => {
    const { entries, policy } = ledgerOf(steps, changes);
    const replay = replayLedger("meadow", entries, policy, { written: policy });
    expect(replay.partings).toEqual([]);
    expect(replay.assumptions).toEqual([]);
    expect(replay.unknown).toEqual([]);
    expect(replay.gone).toEqual({});
    expect(replay.identical).toBe(entries.length);
    expect(replay.entries).toBe(entries.length);
    expect(replay.would).toEqual(replay.was);
  });

  it("counts what it decided again, and what it took over", () => {
    const { entries, policy } = ledgerOf([
      drifted,
      drifted,
      drifted,
      retrainingEnded("Succeeded"),
      registered(2),
      confirmed,
      registered(2, "Approved"),
      settled,
      looked(),
    ]);
    const { decided, asTold, was } = replayLedger("meadow", entries, policy);
    expect(decided).toEqual({ windows: 3, looks: 1, gates: 1, requests: 0 });
    expect(asTold).toEqual({ "candidate-approved": 1, "rollout-started": 1 });
    expect(was).toMatchObject({ confirmed: 1, retrainings: 1, rollouts: 1, promotions: 0 });
  });
});

// 4 false alarms a year of hourly windows make a line of 5.793, 8 of 5.115. A score of 2.3 adds 2.3 - 0.5 = 1.8 to the sum:
// 1.8, 3.6, 5.4, 7.2. So the third window confirms drift at 8 a year, and the fourth at 4.
describe("under a policy twice as sensitive", () => {
  const four = [endpointTold, scored(2.3), scored(2.3), scored(2.3), scored(2.3)];

  it("drift is confirmed a window earlier, and the retraining is the ledger's, an hour before", () => {
    const { entries } = ledgerOf(
      [...four, later(10 * minute), retrainingEnded("Failed"), later(30 * minute), steady],
      drifting,
    );
    const replay = under(entries, twiceAsSensitive);
    expect(partings(replay)).toEqual([
      { was: [], would: ["drift-confirmed", "retraining-requested"] },
      { was: ["drift-confirmed", "retraining-requested"], would: [] },
    ]);
    const [first, second] = replay.partings;
    expect(first).toMatchObject({ sequence: 4, assumed: false });
    expect(first?.because).toMatch(/^rain drifted: 3 windows since .* \(score 2\.3, CUSUM 5\.4 of 5\.115\)/);
    expect(second).toMatchObject({ sequence: 5, assumed: true });
    expect(replay.assumptions.map(({ words }) => words)).toEqual([
      "The retraining of entry 6 is taken for the one that would have been asked for 1 hour earlier; what followed from it comes when it came in the ledger.",
    ]);
    // Drift until the last entry: in the ledger for 10 minutes, 30 and an hour more, and here from an hour before.
    expect(replay.was).toMatchObject({
      confirmed: 1,
      retrainings: 1,
      retrainingMicros: 4_000_000,
      underDrift: 100 * minute,
    });
    expect(replay.would).toMatchObject({
      confirmed: 1,
      retrainings: 1,
      retrainingMicros: 4_000_000,
      underDrift: 160 * minute,
    });
  });

  it("what comes near the old line alone is a false alarm, of which is said what is assumed", () => {
    // What exceeds the line is not carried on: 5.115, and a steady window's score of -0.253 takes 0.753 off. The seventh
    // leaves nothing, and drift is cleared after seven hours.
    const { entries } = ledgerOf(
      [endpointTold, scored(2.3), scored(2.3), scored(2.3), ...Array(8).fill(steady)],
      drifting,
    );
    const replay = under(entries, twiceAsSensitive);
    expect(partings(replay)).toEqual([
      { was: [], would: ["drift-confirmed", "retraining-requested"] },
      { was: [], would: ["drift-cleared"] },
    ]);
    expect(replay.assumptions.map(({ words }) => words)).toEqual([
      "A retraining that the ledger does not have: none of the model's own has ended, so it takes until its deadline, 1 day, costs what the policy estimates, and no version comes of it. Whether one would have cannot be known.",
    ]);
    expect(replay.was).toMatchObject({ confirmed: 0, retrainings: 0, underDrift: 0 });
    expect(replay.would).toMatchObject({
      confirmed: 1,
      retrainings: 1,
      retrainingMicros: 4_000_000,
      underDrift: 7 * hour,
    });
  });

  it("an assumed retraining takes and costs the median of the model's own", () => {
    // A person asks for three: they run for 30, 10 and 20 minutes.
    const runs = [30, 10, 20].flatMap((minutes) => [
      commanded({ name: "retrain" }),
      later(minutes * minute),
      ...retrainingEnded("Failed"),
    ]);
    const rules = { retrain: { pipeline: "meadow-train", cooldown: "3 hours" } } as const;
    const { entries } = ledgerOf(
      [endpointTold, ...runs, scored(2.3), scored(2.3), scored(2.3), ...Array(12).fill(steady)],
      { ...drifting, ...rules },
    );
    const replay = under(entries, { ...twiceAsSensitive, ...rules });
    expect(replay.past).toEqual({ count: 3, duration: 20 * minute, micros: null });
    expect(replay.assumptions.at(-1)?.words).toBe(
      "A retraining that the ledger does not have: it takes 20 minutes, the median of the model's own 3, what it costs cannot be known, and no version comes of it. Whether one would have cannot be known.",
    );
    expect(replay.would).toMatchObject({ retrainings: 4, withoutCost: 4 });
  });
});

it("under a policy that is half as sensitive a promotion of the ledger is one that it never came to", () => {
  // 2 a year make a line of 6.474: 7.2 crosses it with the fourth window as well. 0.5 a year make 7.841, which four do not.
  const { entries } = ledgerOf(
    [
      scored(2.3),
      scored(2.3),
      scored(2.3),
      scored(2.3),
      retrainingEnded("Succeeded"),
      registered(2),
      confirmed,
      registered(2, "Approved"),
      settled,
      ...promoted,
      steady,
    ],
    drifting,
  );
  const half = under(entries, { drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } } });
  expect(half.partings).toEqual([]);
  const replay = under(entries, {
    drift: { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 0.5 } },
  });
  expect(partings(replay)).toEqual([{ was: ["drift-confirmed", "retraining-requested"], would: [] }]);
  expect(replay.gone).toMatchObject({
    "retraining-succeeded": 1,
    "candidate-registered": 1,
    "rollout-started": 1,
  });
  const promotion = entries.find(({ kind }) => kind === "rollout-promoted");
  expect(replay.unknown).toMatchObject([{ from: { at: promotion?.at }, until: { at: promotion?.at } }]);
  expect(replay.unknown[0]?.why).toMatch(
    /^Version 2 was promoted in the ledger, where by this policy no version was on trial/,
  );
  expect(replay.would).toMatchObject({ confirmed: 0, retrainings: 0, promotions: 0, underDrift: 0 });
});

describe("under another gate", () => {
  const trained = (error: number): readonly Step[] => [
    ...[drifted, drifted, drifted],
    ...retrainingEnded("Succeeded"),
    registered(2, "PendingManualApproval", error),
    confirmed,
  ];

  it("a version that is worse than it allows is rejected, and what followed is gone", () => {
    const { entries } = ledgerOf([trained(1), registered(2, "Approved"), settled, looked()].flat());
    const replay = under(entries, { gate: [{ metric: "mae", atMost: 0.5 }] });
    const [first, ...others] = partings(replay);
    expect(first).toEqual({
      was: ["candidate-registered", "candidate-accepted", "approval-requested person"],
      would: ["candidate-registered", "candidate-rejected"],
    });
    expect(replay.partings[0]?.because).toBe("The gate is not passed. mae (at most 0.5): 1 is above 0.5.");
    expect(others).toEqual([]);
    expect(replay.gone).toEqual({
      "candidate-approved": 1,
      "rollout-started": 1,
      "rollout-looked": 1,
      "weights-shifted": 1,
    });
    expect(replay.unknown).toEqual([]);
    expect(replay.would).toMatchObject({ rollouts: 0, retrainings: 1 });
  });

  it("of a version that passes it and was rejected nobody knows what would have become", () => {
    const { entries } = ledgerOf([trained(3), steady].flat());
    const replay = under(entries, { gate: [{ metric: "mae", atMost: 4 }] });
    expect(partings(replay)).toEqual([
      {
        was: ["candidate-registered", "candidate-rejected"],
        would: ["candidate-registered", "candidate-accepted", "approval-requested person"],
      },
    ]);
    expect(replay.unknown.map(({ until, why }) => ({ until, why }))).toEqual([
      {
        until: null,
        why: "Version 2 would have passed the gate: whether it would have been approved, and then promoted cannot be known.",
      },
    ]);
  });

  it("a metric that nobody checked cannot be weighed, and the ledger's word holds", () => {
    const { entries } = ledgerOf(trained(1));
    const replay = under(entries, { gate: [{ metric: "r2", atLeast: 0.9 }] });
    expect(replay.partings).toEqual([]);
    expect(replay.decided.gates).toBe(0);
    expect(replay.assumptions.map(({ words }) => words)).toEqual([
      "Whether version 2 passes the gate cannot be known: the ledger has r2 in none of its checks. It is taken to be accepted, as it was.",
    ]);
  });
});

it("a look that decides otherwise leaves unknown what the next would have counted, until the trial ends", () => {
  const { entries } = ledgerOf([onTrial, promoted, steady].flat());
  const replay = under(entries, { rollout: { ramp: [20, 60], minTrials: 500 } });
  const [first] = entries.filter(({ kind }) => kind === "rollout-looked");
  expect(replay.partings).toMatchObject([
    {
      sequence: first?.sequence,
      was: ["rollout-looked shift", "weights-shifted 20% -> 60%"],
      would: ["rollout-looked not-enough-data"],
    },
  ]);
  const promotion = entries.find(({ kind }) => kind === "rollout-promoted");
  expect(replay.unknown).toMatchObject([
    { from: { sequence: first?.sequence }, until: { at: promotion?.at } },
  ]);
  // The window after the promotion is judged again.
  expect(replay.decided).toMatchObject({ looks: 1, windows: 1 });
});

describe("under another floor", () => {
  it("that is higher, windows in which nothing moved as far say nothing for drift", () => {
    // Rain moved by 0.9 in each.
    const { entries } = ledgerOf([drifted, drifted, drifted]);
    const higher = {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4, minEffect: 1 } },
    } as const;
    const replay = under(entries, higher);
    expect(partings(replay)).toEqual([{ was: ["drift-confirmed", "retraining-requested"], would: [] }]);
    expect(replay.partings[0]?.because).toMatch(/CUSUM 0 of/);
  });

  it("that is lower, what moved by less than the one of then cannot be known", () => {
    const { entries, policy } = ledgerOf([endpointTold, windowReported([certain("rain", 0.05)]), steady]);
    const lower = {
      drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.01 } },
    } as const;
    const replay = replayLedger("meadow", entries, policyWith(lower), { written: policy });
    expect(replay.partings).toEqual([]);
    expect(replay.assumptions.map(({ words }) => words)).toEqual([
      "In 1 of the windows nothing moved as far as the floor of then, and they count 0; what they would have said under the lower floor of 0.01 cannot be known, and they count 0 here too.",
    ]);
  });
});

describe("a retraining that data ask for", () => {
  const rules = (cooldown: string, perMonth: `$${string}`) => ({
    retrain: { pipeline: "meadow-train", cooldown, budget: { perMonth, perRun: "$4", alertAt: 1 } } as const,
  });
  const twice = (wait: number) => [endpointTold, newData, ...retrainingEnded("Failed"), later(wait), newData];

  it("is asked for where the cooldown is shorter", () => {
    const { entries } = ledgerOf(twice(hour), rules("3 hours", "$10"));
    const replay = under(entries, rules("30 minutes", "$10"));
    expect(partings(replay)).toEqual([
      { was: ["retraining-skipped cooldown"], would: ["retraining-requested"] },
    ]);
    expect(replay.would).toMatchObject({ retrainings: 2, retrainingMicros: 8_000_000, skipped: 0 });
  });

  it("is skipped where the budget is spent by the first", () => {
    const { entries } = ledgerOf(twice(4 * hour), rules("3 hours", "$10"));
    const replay = under(entries, rules("3 hours", "$7"));
    expect(partings(replay)).toEqual([
      { was: ["retraining-requested"], would: ["retraining-skipped budget"] },
    ]);
    expect(replay.decided.requests).toBe(2);
    expect(replay.would).toMatchObject({ retrainings: 1, skipped: 1 });
  });
});

it("a trial that would have been rolled back ends there, and the ledger's promotion is named", () => {
  // The challenger fails in 40 of 400 requests, and the champion in none: harm where errors are watched, and only there.
  const failing = looked({ challenger: { errors: 40, invocations: 400 } });
  const { entries } = ledgerOf([...onTrial, failing, settled, ...promoted, steady], {
    rollout: { ramp: [20, 60] },
  });
  const replay = under(entries, { rollout: { ramp: [20, 60], guards: { errorRate: 0.01 } } });
  const [first] = partings(replay);
  expect(first?.would).toEqual([
    "rollout-looked roll-back",
    "weights-shifted 20% -> 0%",
    "rollout-rolled-back",
  ]);
  expect(replay.assumptions.map(({ words }) => words)).toContain(
    "The way back from the trial takes no time here.",
  );
  expect(replay.would.promotions).toBe(0);
  expect(replay.unknown.map(({ why }) => why)).toEqual([
    expect.stringMatching(
      /^Version 2 was promoted in the ledger, where by this policy no version was on trial/,
    ),
  ]);
});

it("other alerts are told, and nothing else is otherwise", () => {
  const { entries } = ledgerOf([drifted, drifted, drifted], { alerts: { notify: ["drift-confirmed"] } });
  const replay = under(entries, { alerts: { page: ["drift-confirmed", "retraining-requested"] } });
  expect(replay.was.alerts).toEqual({ page: 0, notify: 1, info: 0 });
  expect(replay.would.alerts).toEqual({ page: 2, notify: 0, info: 0 });
  expect(replay.unknown).toEqual([]);
});

it("a time is replayed from the state that the ledger had led to", () => {
  const { entries, policy } = ledgerOf([endpointTold, drifted, drifted, drifted, steady, steady]);
  const confirmation = entries.find(({ kind }) => kind === "drift-confirmed");
  const [, , , , , last] = entries;
  const after = replayLedger("meadow", entries, policy, { from: "2026-07-06T12:30:00.000Z" });
  expect(after.decided.windows).toBe(2);
  expect(after.would).toMatchObject({ confirmed: 0, underDrift: hour });
  const before = replayLedger("meadow", entries, policy, { to: confirmation?.at });
  expect(before.decided.windows).toBe(2);
  expect(last).toBeDefined();
});

describe("a ledger that cannot be replayed", () => {
  const { entries, policy } = ledgerOf([endpointTold, drifted, drifted]);
  const changed = (place: number, change: (entry: Entry) => Entry) =>
    entries.map((entry, index) => (index === place ? change(entry) : entry));

  it.each([
    [
      "of a later version",
      // What no version of today writes.
      changed(1, (entry) => upcast({ ...entry, kind: "weather-asked" } as unknown as Entry)),
      'Entry 2 of meadow has kind "weather-asked", which this version of Driftwheel does not know: a later one wrote it. Replay with that version, or --to 2026-07-06T10:00:00.000Z without it.',
    ],
    [
      "with a gap",
      entries.filter((_, index) => index !== 1),
      "The ledger of meadow has entry 3 where 2 should be: a state is the fold of all entries. Replay the whole ledger, and say with --from where to begin.",
    ],
    [
      "with a window that has no score",
      changed(2, (entry) => JSON.parse(JSON.stringify(entry).replace(/"score":[\d.]+/, '"score":null'))),
      /^Entry 3 of meadow has a window that cannot be weighed: data\.window\.score is null/,
    ],
  ])("%s is refused, with what to do", (_, broken, message) => {
    expect(() => replayLedger("meadow", broken, policy)).toThrow(message);
  });
});

it("what a later version wrote is left out by a time before it", () => {
  const { entries, policy } = ledgerOf([endpointTold, drifted, drifted, drifted]);
  const last = entries.length - 2;
  const broken = entries.map((entry, index) =>
    // What no version of today writes.
    index === last ? upcast({ ...entry, kind: "weather-asked" } as unknown as Entry) : entry,
  );
  expect(() => replayLedger("meadow", broken, policy)).toThrow("weather-asked");
  const replay = replayLedger("meadow", broken, policy, { to: entries[last]?.at });
  expect(replay).toMatchObject({ decided: { windows: 2 }, partings: [] });
});

it("an event of an execution that nobody waits for changes nothing", () => {
  const { entries, policy } = ledgerOf([
    drifted,
    executionIs("Failed"),
    executionTold({ execution: "other", displayName: null }),
  ]);
  expect(replayLedger("meadow", entries, policy).identical).toBe(entries.length);
});
