import { describe, expect, it } from "vitest";
import { policyFor } from "../../policy/testing/fleet.ts";
import type { RetrainingUsageFact, TrialVariantsFact } from "../../vocabulary/costs.ts";
import { initialState, type State } from "../../vocabulary/state.ts";
import { pendingEntries } from "../entries/pending-entries.ts";
import { minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  commanded,
  endpointTold,
  found,
  later,
  looked,
  newData,
  onTrial,
  refused,
  registered,
  retrainingEnded,
  settled,
  swept,
} from "../testing/steps.ts";
import { questionsOfCosts, recordCosts } from "./record.ts";

const hour = 60 * minute;
const retrain = { pipeline: "meadow-train", budget: { perMonth: "$10", perRun: "$4", alertAt: 1 } } as const;
const job = { by: "train", use: "training", instanceType: "ml.m5.large", count: 1, seconds: 600 } as const;
const usage = (changes: Partial<RetrainingUsageFact> = {}) =>
  found({
    retrainingUsage: { of: 0, region: "us-east-1", used: [job], unread: [], unknown: [], ...changes },
  });
/** A retraining that is over, whose cost nobody has asked for. */
const ofRun = (of: number) =>
  ({ what: "retraining", of, since: "2026-07-06T09:00:00.000Z", why: null }) as const;
const ended = [endpointTold, newData, ...retrainingEnded("Succeeded")];

describe("what a retraining cost", () => {
  it("is written down once, by the first sweep after its end", () => {
    const { state } = underPolicy({ retrain })
      .given(...ended, usage())
      .when(swept)
      .then([
        [
          "cost-recorded",
          { what: "retraining", of: 2, micros: 19_167, unknown: [] },
          "The retraining cost $0.02: 10 minutes of ml.m5.large for training at $0.115 an hour. Prices of us-east-1, published on 2026-09-25.",
        ],
      ])
      .leaves({ retrainings: [{ sequence: 2, paid: { micros: 19_167, complete: true } }], unaccounted: [] });
    expect(state.runningCosts.retraining).toBeNull();
    underPolicy({ retrain })
      .given(...ended, usage(), swept)
      .when(swept)
      .then([]);
  });

  it("is asked of what ran in the execution, and of nothing while it runs", () => {
    underPolicy({ retrain })
      .given(...ended, usage())
      .when(swept)
      .after([
        "endpoint",
        "packages",
        { ask: "retrainingUsage", of: 2, source: { kind: "pipeline", execution: "run-1" } },
      ]);
    underPolicy({ retrain }).given(endpointTold, newData).when(swept).after(["endpoint", "packages"]);
  });

  it("is asked of one at a time, each in its turn, so that one that cannot be read keeps back no other", () => {
    const first = { ...ofRun(1), source: { kind: "pipeline", execution: "run-1" } } as const;
    const second = { ...ofRun(2), source: { kind: "pipeline", execution: "run-2" } } as const;
    const state: State = { ...initialState("meadow"), unaccounted: [first, second] };
    const asked = Array.from({ length: 20 }, (_, minutes) => {
      const at = `2026-07-06T09:${String(minutes).padStart(2, "0")}:00.000Z`;
      const sweep = { kind: "swept", identity: `sweep/${at}`, at, model: "meadow" } as const;
      return questionsOfCosts(state, sweep, policyFor("meadow", { retrain })).map(
        (question) => "of" in question && question.of,
      );
    });
    expect(asked.every(({ length }) => length === 1)).toBe(true);
    expect(new Set(asked.flat())).toEqual(new Set([1, 2]));
  });

  it("is nobody's question where there is no budget and the fleet has no costs", () => {
    underPolicy({ retrain: { pipeline: "meadow-train" } })
      .given(...ended, usage())
      .when(swept)
      .then([])
      .after(["endpoint", "packages"]);
  });

  it("waits for what still runs, for a day", () => {
    const unread = usage({ unread: ["training job train-2 has not ended"] });
    underPolicy({ retrain })
      .given(...ended, unread, later(24 * hour))
      .when(swept)
      .then(["retraining-failed", "alert-raised"], ["send-alert"]);
    underPolicy({ retrain })
      .given(...ended, unread, later(24 * hour), swept, later(1))
      .when(swept)
      .then([
        [
          "cost-recorded",
          { micros: 19_167, unknown: ["training job train-2 has not ended"] },
          "The retraining cost at least $0.02: 10 minutes of ml.m5.large for training at $0.115 an hour. Not all is known: training job train-2 has not ended.",
        ],
      ])
      .leaves({ retrainings: [{ paid: { micros: 19_167, complete: false } }] });
  });

  it("is not known where an instance type has no price, which is said", () => {
    underPolicy({ retrain })
      .given(...ended, usage({ used: [{ ...job, instanceType: "ml.p5.48xlarge" }] }))
      .when(swept)
      .then([
        [
          "cost-recorded",
          { micros: 0, unknown: ["the price of ml.p5.48xlarge for training in us-east-1 is not known"] },
          "What the retraining cost is not known: 10 minutes of ml.p5.48xlarge for training: the price of ml.p5.48xlarge for training in us-east-1 is not known.",
        ],
      ]);
  });

  it("has the volumes of its instances in it", () => {
    const source = { kind: "pipeline", execution: "run-1" } as const;
    const pending = pendingEntries({
      state: { ...initialState("meadow"), unaccounted: [{ ...ofRun(1), source }] },
      ...{ evolve: (folded: State) => folded, identity: "sweep", now: new Date("2026-07-06T09:05:00.000Z") },
    });
    const used = [{ ...job, volume: { gigabytes: 30, seconds: 600 } }];
    const retrainingUsage = { of: 1, region: "us-east-1", used, unread: [], unknown: [] };
    const costs = { own: { volumes: { training: "0.14" } } };
    recordCosts(pending, { retrainingUsage }, { ...policyFor("meadow", { retrain }), costs });
    expect(pending.entries).toMatchObject([
      {
        // 19,167 of the instance, and 18,000 GB-seconds of 2,592,000 at $0.14.
        data: { micros: 20_139, volumes: [{ use: "training", gigabyteSeconds: 18_000, micros: 972 }] },
        because: expect.stringContaining("an hour, 5 GB-hours of volumes for training at $0.14 a GB-month."),
      },
    ]);
  });

  it("says where volumes have no price, which holds up no budget", () => {
    const volume = { gigabytes: 30, seconds: 600 };
    const withVolume = usage({ used: [{ ...job, volume }] });
    underPolicy({ retrain })
      .given(...ended, withVolume)
      .when(swept)
      .then([
        [
          "cost-recorded",
          {
            ...{ micros: 19_167, unknown: [] },
            unknownVolumes: ["the price of volumes for training in us-east-1 is not known"],
          },
          "Not in it: the price of volumes for training in us-east-1 is not known.",
        ],
      ])
      .leaves({ retrainings: [{ sequence: 2, paid: { micros: 19_167, complete: true } }] });
  });

  it("is nothing where its start was refused", () => {
    underPolicy({ retrain })
      .given(endpointTold, newData, refused("start-pipeline"))
      .when(swept)
      .then([["cost-recorded", { micros: 0, unknown: [] }, "The retraining cost $0.00: nothing ran."]])
      .after(["endpoint", "packages"]);
  });

  it("is not Driftwheel's to know of a team's own function", () => {
    underPolicy({ retrain: { ...retrain, pipeline: undefined, with: { function: "meadow-train" } } })
      .given(endpointTold, newData, later(25 * hour), swept)
      .when(swept)
      .then([["cost-recorded", { micros: 0 }, "what ran in a state machine or function of yours"]]);
  });
});

describe("what a trial cost", () => {
  const variants = (changes: Partial<TrialVariantsFact> = {}) =>
    found({
      trialVariants: {
        ...{ of: 0, exists: true },
        region: "us-east-1",
        variants: {
          main: { instanceType: "ml.m5.large", count: 1 },
          "version-2": { instanceType: "ml.m5.xlarge", count: 2 },
        },
        ...{ unread: null, changes: {}, changesUnread: null },
        ...changes,
      },
    });

  it("is what the challenger's instances cost from the start to the end", () => {
    underPolicy({ retrain })
      .given(...onTrial, variants(), later(2 * hour), commanded({ name: "roll-back" }), settled)
      .when(swept)
      .then([
        [
          "cost-recorded",
          {
            ...{ what: "trial", micros: 920_000, unknown: [] },
            items: [{ use: "hosting", instanceType: "ml.m5.xlarge", count: 1, instanceSeconds: 14_400 }],
          },
          "The trial cost $0.92: 4 hours of ml.m5.xlarge for hosting at $0.23 an hour.",
        ],
      ]);
  });

  it("is not asked for while it goes on", () => {
    underPolicy({ retrain })
      .given(...onTrial, variants(), later(minute))
      .when(swept)
      .after(["endpoint", "packages"]);
  });

  it("goes on with the old variant while it is kept warm", () => {
    const warm = { ramp: [20], bake: { for: "1 hour", keepWarm: true } };
    const { entries } = underPolicy({ retrain, rollout: warm })
      .given(
        ...onTrial,
        ...[variants(), later(hour), commanded({ name: "promote" }), settled, later(hour), looked(), settled],
      )
      .when(swept);
    expect(entries.map(({ kind }) => kind)).toContain("cost-recorded");
    const [entry] = entries.filter((one) => one.kind === "cost-recorded");
    expect(entry?.data.items).toMatchObject([
      { instanceType: "ml.m5.xlarge", instanceSeconds: 7_200 },
      { instanceType: "ml.m5.large" },
    ]);
  });

  it("counts instances that the challenger was given, from when they were asked for", () => {
    const state: State = {
      ...initialState("meadow"),
      unaccounted: [
        {
          ...{
            what: "trial",
            of: 3,
            since: "2026-07-06T11:00:00.000Z",
            config: "meadow-trial",
            ...{ apart: false, deployed: true },
          },
          stints: [
            {
              ...{ variant: "version-2", instances: null },
              ...{ from: "2026-07-06T09:00:00.000Z", until: "2026-07-06T10:00:00.000Z" },
            },
            {
              ...{ variant: "version-2", instances: 5 },
              ...{ from: "2026-07-06T10:00:00.000Z", until: "2026-07-06T11:00:00.000Z" },
            },
          ],
        },
      ],
    };
    const pending = pendingEntries({
      ...{ state, evolve: (folded: State) => folded, identity: "sweep" },
      now: new Date("2026-07-06T11:05:00.000Z"),
    });
    const facts = {
      trialVariants: {
        ...{ of: 3, region: "us-east-1", exists: true, unread: null },
        variants: { "version-2": { instanceType: "ml.m5.xlarge", count: 2 } },
        ...{ changes: {}, changesUnread: null },
      },
    };
    recordCosts(pending, facts, policyFor("meadow", { retrain }));
    expect(pending.entries).toMatchObject([{ data: { items: [{ count: 1, instanceSeconds: 7 * 3_600 }] } }]);
  });

  it("counts the instances that autoscaling added for as long as they were there", () => {
    const { entries } = underPolicy({ retrain })
      .given(
        ...onTrial,
        (model) => {
          const began = Date.parse(model.state.rollout?.startedAt ?? "");
          const from = new Date(began + hour).toISOString();
          const until = new Date(began + hour + 6 * minute).toISOString();
          return variants({ changes: { "version-2": [{ from, until, count: 5 }] } })(model);
        },
        ...[later(2 * hour), commanded({ name: "roll-back" }), settled],
      )
      .when(swept);
    const [entry] = entries.filter((one) => one.kind === "cost-recorded");
    // Two for an hour and five for another.
    expect(entry?.data).toMatchObject({ unknown: [], items: [{ instanceSeconds: 7 * 3_600 }] });
  });

  it("waits for what autoscaling did, for a day, and says that it is not known then", () => {
    const unread = variants({ changesUnread: "AccessDenied" });
    const ended = [...onTrial, unread, later(2 * hour), commanded({ name: "roll-back" }), settled];
    underPolicy({ retrain })
      .given(...ended)
      .when(swept)
      .then([]);
    const { entries } = underPolicy({ retrain })
      .given(...ended, later(25 * hour))
      .when(swept);
    const [entry] = entries.filter((one) => one.kind === "cost-recorded");
    expect(entry?.data).toMatchObject({
      micros: 920_000,
      unknown: ["what autoscaling added is not known: AccessDenied"],
    });
  });

  it("is nothing of one that ended before anything was put on the endpoint, and not known once its config is deleted", () => {
    const none = variants({ exists: false, variants: {} });
    const backAtOnce = [
      none,
      registered(2),
      commanded({ name: "approve", version: 2 }),
      refused("deploy-trial"),
    ];
    underPolicy({ retrain })
      .given(endpointTold, ...backAtOnce)
      .when(swept)
      .then([["cost-recorded", { micros: 0, unknown: [] }, "The trial cost $0.00: nothing ran."]]);
    underPolicy({ retrain })
      .given(...onTrial, none, commanded({ name: "roll-back" }), settled)
      .when(swept)
      .then([
        [
          "cost-recorded",
          { micros: 0, unknown: ["there is no endpoint config driftwheel-meadow-v2-1-trial any more"] },
        ],
      ]);
  });

  it("is not known of a variant without instances of its own", () => {
    underPolicy({ retrain })
      .given(...onTrial, variants({ variants: {} }), commanded({ name: "roll-back" }), settled)
      .when(swept)
      .then([
        [
          "cost-recorded",
          {
            micros: 0,
            unknown: ["variant version-2 has no instances of its own in driftwheel-meadow-v2-1-trial"],
          },
        ],
      ]);
  });
});
