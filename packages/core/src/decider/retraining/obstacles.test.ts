import { describe, expect, it } from "vitest";
import { type Candidate, type CandidateStage, initialState, type State } from "../../vocabulary/state.ts";
import { driftConfirmed, drifted } from "../testing/drift-steps.ts";
import { arn, minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  endpointTold,
  later,
  newData,
  onTrial,
  policyBecomes,
  registered,
  retrainingEnded,
} from "../testing/steps.ts";
import { onItsWay } from "./obstacles.ts";

const hour = 60 * minute;
const day = 24 * hour;
const asked = [
  ["retraining-requested", {}, /^labels tells of new data: 2000 rows more; no retraining runs/],
] as const;
const pipeline = "meadow-train";

describe("new data", () => {
  it("asks for a retraining when nothing is in the way", () => {
    given(endpointTold)
      .when(newData)
      .then(asked, ["start-pipeline"])
      .leaves({ retraining: { execution: null } });
  });

  it("is the first sight of the endpoint when nothing was seen of it before", () => {
    given()
      .when(newData)
      .then(
        [["signal-observed", { endpoint: { config: "meadow-1" } }], "retraining-requested"],
        ["start-pipeline"],
      );
  });

  it("is only observed when the same obstacle was told before", () => {
    given(endpointTold, newData, newData)
      .when(newData)
      .then([
        [
          "signal-observed",
          { signal: "new-data-arrived" },
          "labels tells of new data: 2000 rows more. The retraining asked for at",
        ],
      ])
      .leaves({ drift: { skipped: "one-already-running" } });
  });
});

describe("in the way of a retraining is", () => {
  it("a pause, and who paused", () => {
    given(endpointTold, commanded({ name: "pause" }))
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "paused", until: null },
          "labels tells of new data: 2000 rows more. Paused by ada: the harvest is near",
        ],
      ]);
  });

  it("an endpoint that someone else changed", () => {
    given(endpointTold, changedByHand("by-hand"))
      .when(newData)
      .then([
        ["retraining-skipped", { reason: "held", until: null }, "A person must look at the endpoint first."],
      ]);
  });

  it("a retraining that runs, until its deadline", () => {
    given(endpointTold, newData)
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "one-already-running", until: "2026-07-07T09:00:00.000Z" },
          "The retraining asked for at 2026-07-06T09:00:00.000Z still runs.",
        ],
      ]);
  });

  it("a version that waits for a person, until they must have decided", () => {
    given(registered(2))
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "rollout-in-progress", until: "2026-07-08T09:00:00.000Z" },
          "Version 2 is on its way to the endpoint; its trial comes first.",
        ],
      ]);
  });

  it("a trial, until its deadline, whatever waits behind it", () => {
    underPolicy({ rollout: { ramp: [20], deadline: "5 hours" } })
      .given(...onTrial, registered(3))
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "rollout-in-progress", until: "2026-07-06T14:00:00.000Z" },
          "Version 2 is on its way to the endpoint",
        ],
      ]);
  });

  it("the cooldown, up to the moment when it is over", () => {
    const before = [endpointTold, newData, ...retrainingEnded("Succeeded")];
    given(...before, later(3 * hour - 1))
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "cooldown", until: "2026-07-06T12:00:00.000Z" },
          "The last retraining was asked for at 2026-07-06T09:00:00.000Z; the cooldown of 3 hours ends at 2026-07-06T12:00:00.000Z.",
        ],
      ]);
    given(...before, later(3 * hour))
      .when(newData)
      .then(asked, ["start-pipeline"]);
  });

  it("the cooldown of the latest of several retrainings", () => {
    const one = [newData, ...retrainingEnded("Succeeded")];
    given(endpointTold, ...one, later(3 * hour), ...one, later(hour))
      .when(newData)
      .then([["retraining-skipped", { reason: "cooldown", until: "2026-07-06T15:00:00.000Z" }]]);
  });
});

/** Nothing is left of the budget with it, which is told. */
const withTheLast = [
  [...asked, "budget-threshold-reached", "alert-raised"],
  ["start-pipeline", "send-alert"],
] as const;

describe("the budget of a month", () => {
  const one = [newData, ...retrainingEnded("Succeeded")];
  const once = [endpointTold, ...one, later(day)];
  const allowed = (perMonth: `$${string}`) =>
    underPolicy({ retrain: { pipeline, budget: { perMonth, perRun: "$4", alertAt: 1 } } });

  it("pays for a run that costs all that is left, and not for one that costs a cent more", () => {
    allowed("$8")
      .given(...once)
      .when(newData)
      .then(...withTheLast);
    allowed("$7.99")
      .given(...once)
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "budget", until: "2026-08-05T09:00:00.000Z" },
          "A run costs $4.00, and of $7.99 for 30 days only $3.99 are left, as $4.00 are counted by the policy's estimate; the next is possible at 2026-08-05T09:00:00.000Z.",
        ],
      ]);
  });

  it("is free of a run at the moment when that was thirty days ago", () => {
    const spent = [endpointTold, ...one];
    allowed("$4")
      .given(...spent, later(30 * day))
      .when(newData)
      .then(...withTheLast);
    allowed("$4")
      .given(...spent, later(30 * day - 1))
      .when(newData)
      .then([["retraining-skipped", { reason: "budget" }]]);
  });

  it("counts a run whose cost nobody knew at what a run costs now", () => {
    const unpriced = underPolicy({ retrain: { pipeline } });
    unpriced
      .given(
        ...once,
        policyBecomes({ retrain: { pipeline, budget: { perMonth: "$10", perRun: "$4", alertAt: 1 } } }),
      )
      .when(newData)
      .then([["retraining-requested", {}, "and $6.00 of the month's budget are left"]], ["start-pipeline"]);
  });

  it("counts a run at what it cost when it was asked for", () => {
    allowed("$10")
      .given(
        ...once,
        policyBecomes({ retrain: { pipeline, budget: { perMonth: "$10", perRun: "$1", alertAt: 1 } } }),
      )
      .when(newData)
      .then(
        [["retraining-requested", { cost: 1 }, "and $6.00 of the month's budget are left"]],
        ["start-pipeline"],
      );
  });

  it("sets no limit where the policy has none", () => {
    underPolicy({ retrain: { pipeline } })
      .given(...once)
      .when(newData)
      .then([["retraining-requested", { cost: null }, /the cooldown is over\.$/]], ["start-pipeline"]);
  });
});

describe("a person who asks for a retraining", () => {
  const retrain = commanded({ name: "retrain" });

  it("need not wait for the cooldown", () => {
    given(endpointTold, newData, ...retrainingEnded("Succeeded"))
      .when(retrain)
      .then(
        ["command-accepted", ["retraining-requested", {}, "ada asked to retrain: the harvest is near"]],
        ["start-pipeline"],
      );
  });

  it("waits for what runs, and for the budget", () => {
    given(endpointTold, newData)
      .when(retrain)
      .then([
        ["command-refused", { why: "The retraining asked for at 2026-07-06T09:00:00.000Z still runs." }],
      ]);
    underPolicy({ retrain: { pipeline, budget: { perMonth: "$7", perRun: "$4", alertAt: 1 } } })
      .given(endpointTold, newData, ...retrainingEnded("Succeeded"))
      .when(retrain)
      .then([
        ["command-refused", { why: expect.stringContaining("of $7.00 for 30 days only $3.00 are left") }],
      ]);
  });
});

it("says why there is no retraining as soon as drift is confirmed", () => {
  given(endpointTold, commanded({ name: "pause" }), drifted, drifted)
    .when(drifted)
    .then(["drift-confirmed", ["retraining-skipped", { reason: "paused" }]])
    .leaves({
      drift: { confirmed: { since: "2026-07-06T10:00:00.000Z" }, skipped: "paused", remedyUnderWay: false },
    });
  given(...driftConfirmed)
    .when(commanded({ name: "pause" }))
    .then(["command-accepted", "paused"]);
});

describe("a candidate is on its way to the endpoint", () => {
  const candidate = (version: number, stage: CandidateStage): Candidate => ({
    ...{ package: arn(version), version, stage, sequence: 1, approvalDeadline: null, decided: null },
  });
  const state = (champion: number | null, ...candidates: readonly Candidate[]): State => ({
    ...initialState("meadow"),
    endpoint: {
      config: "meadow-1",
      variants: [
        { name: "main", weight: 1, model: "meadow", package: champion === null ? null : arn(champion) },
      ],
    },
    candidates: Object.fromEntries(candidates.map((one) => [one.package, one])),
  });

  it.each([
    ["registered", true],
    ["accepted", true],
    ["approval-requested", true],
    ["approved", true],
    ["rejected", false],
    ["approval-rejected", false],
    ["on-trial", false],
    ["promoted", false],
    ["rolled-back", false],
    ["superseded", false],
  ] as const)("when it is %s: %s", (stage, is) => {
    expect(onItsWay(state(1, candidate(2, stage)))?.version).toBe(is ? 2 : undefined);
  });

  it("when it is newer than the champion, or there is no champion", () => {
    expect(onItsWay(state(2, candidate(2, "approved")))).toBeUndefined();
    expect(onItsWay(state(2, candidate(1, "approved"), candidate(3, "approved")))?.version).toBe(3);
    expect(onItsWay(state(null, candidate(1, "approved")))?.version).toBe(1);
  });
});
