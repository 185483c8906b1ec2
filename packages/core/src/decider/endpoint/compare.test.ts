import { describe, expect, it } from "vitest";
import type { RolloutPolled } from "../../vocabulary/signal.ts";
import { arn, minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  changedByHand,
  confirmed,
  endpointIs,
  endpointTold,
  later,
  looked,
  onTrial,
  polled,
  swept,
  told,
} from "../testing/steps.ts";

const trial = "driftwheel-meadow-v2-1-trial";
const gone = endpointIs({ exists: false, status: "Unknown", config: null, variants: [] });

describe("the first sight of the endpoint", () => {
  it("is taken as it is", () => {
    given(
      endpointIs({
        variants: [
          { name: "main", weight: 3, model: "meadow-1", package: arn(1) },
          { name: "shy", weight: 1, model: "meadow-0", package: null },
        ],
      }),
    )
      .when(endpointTold)
      .then([
        [
          "signal-observed",
          {
            signal: "endpoint",
            endpoint: {
              config: "meadow-1",
              variants: [
                { name: "main", weight: 3 },
                { name: "shy", weight: 1 },
              ],
            },
          },
          "The endpoint is first seen with config meadow-1 (main 3, shy 1).",
        ],
      ])
      .leaves({ endpoint: { config: "meadow-1" }, held: null });
  });

  it.each([
    ["does not exist", gone],
    ["is being created", endpointIs({ status: "Creating" })],
    ["has no config", endpointIs({ config: null })],
  ] as const)("is not taken while it %s", (_, endpoint) => {
    given(endpoint).when(endpointTold).then(["signal-observed"]).leaves({ endpoint: null });
  });

  it("is taken once", () => {
    given(endpointTold)
      .when(endpointTold)
      .then([
        [
          "signal-observed",
          { signal: "endpoint-changed" },
          "The event says InService; the endpoint is InService with config meadow-1, as expected.",
        ],
      ]);
  });
});

describe("the endpoint outside a trial", () => {
  it("with another config was changed by someone else: it is not touched until a person says so", () => {
    given(endpointTold, endpointIs({ config: "by-hand" }), endpointTold)
      .when(endpointTold)
      .then([
        [
          "endpoint-changed-outside",
          {
            endpoint: "meadow-prod",
            expectedConfig: "meadow-1",
            foundConfig: "by-hand",
            status: "InService",
          },
          "The endpoint is InService with config by-hand, and should have meadow-1; someone else changed it",
        ],
      ])
      .leaves({ held: { since: "2026-07-06T09:00:00.000Z" }, endpoint: { config: "meadow-1" } });
  });

  it("that is gone was changed too", () => {
    given(endpointTold, gone, swept)
      .when(swept)
      .then([
        [
          "endpoint-changed-outside",
          { expectedConfig: "meadow-1", foundConfig: null },
          "The endpoint does not exist any more; it should have meadow-1.",
        ],
      ]);
  });

  it("is told of once", () => {
    given(endpointTold, changedByHand("by-hand")).when(swept).then([]);
    given(endpointTold, changedByHand("by-hand"))
      .when(endpointTold)
      .then([["signal-observed", { signal: "endpoint-changed" }, "with config by-hand"]]);
  });

  it.each(["Failed", "UpdateRollbackFailed"] as const)("%s with another config was changed", (status) => {
    given(endpointTold, endpointIs({ status, config: "by-hand" }), swept)
      .when(swept)
      .then([["endpoint-changed-outside", { status }]]);
  });

  it.each(["Updating", "SystemUpdating", "Creating", "RollingBack"] as const)(
    "%s shows what it was or will be, and is left alone",
    (status) => {
      given(endpointTold, endpointIs({ status, config: "by-hand" }))
        .when(swept)
        .then([]);
    },
  );

  it("with the config that it should have is as expected, whatever its status", () => {
    given(endpointTold, endpointIs({ status: "Failed" }))
      .when(swept)
      .then([]);
  });
});

describe("the endpoint during a trial", () => {
  it("with the trial's config is as expected", () => {
    given(...onTrial)
      .when(polled)
      .then([]);
  });

  it("with another config was changed by someone else, and the trial is held", () => {
    const outcome = given(...onTrial)
      .when(changedByHand("by-hand"))
      .then([
        ["endpoint-changed-outside", { expectedConfig: trial, foundConfig: "by-hand" }],
        ["rollout-held", { rollout: "meadow-v2-1", reason: "The endpoint was changed by someone else." }],
      ])
      .leaves({ held: {}, rollout: { phase: "held", change: null } });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("that is updating is left alone", () => {
    given(...onTrial, endpointIs({ status: "Updating" }))
      .when(polled)
      .then([]);
  });

  it("that is updating to another config was changed by someone else, before the update is done", () => {
    const updating = endpointIs({ config: trial, pendingConfig: "by-hand", status: "Updating" });
    given(...onTrial, updating)
      .when(polled)
      .then([["signal-observed", { unconfirmed: { says: "changed", found: { pendingConfig: "by-hand" } } }]]);
    given(...onTrial, updating, polled, endpointIs({ config: "by-hand", pendingConfig: null }))
      .when(polled)
      .then([["endpoint-changed-outside", { foundConfig: "by-hand" }], "rollout-held"]);
  });

  it("that shows something else once, and not again, is as expected: an answer may be stale", () => {
    given(...onTrial, endpointIs({ config: "meadow-1" }), polled, endpointIs({ config: trial }))
      .when(polled)
      .then([["signal-observed", { unconfirmed: null }, "did not stay"]])
      .leaves({ unconfirmed: null, held: null, rollout: { phase: "looking" } });
  });

  it("is believed to be another once it has stayed so for as long as the policy says", () => {
    const patient = underPolicy({ rollout: { ramp: [20, 60], stableFor: "1 minute" } });
    const seen = [...onTrial, endpointIs({ config: "by-hand" }), polled] as const;
    patient
      .given(...seen, later(minute - 1))
      .when(polled)
      .then([]);
    patient
      .given(...seen, later(minute))
      .when(polled)
      .then(["endpoint-changed-outside", "rollout-held"]);
  });

  it("that is gone holds the trial", () => {
    given(...onTrial, gone, polled)
      .when(polled)
      .then([["endpoint-changed-outside", { expectedConfig: trial, foundConfig: null }], "rollout-held"]);
  });

  it("is not looked at by what polls for another trial, or for one that is over", () => {
    const other = told<RolloutPolled>({ kind: "rollout-polled", model: "meadow", rollout: "meadow-v9-1" });
    given(...onTrial, endpointIs({ config: "by-hand" }))
      .when(other)
      .then([]);
    given(endpointTold, endpointIs({ config: "by-hand" }))
      .when(polled)
      .then([]);
  });

  it("is left alone while the trial is held", () => {
    const held = [...onTrial, looked(), confirmed, endpointIs({ status: "Failed" }), polled, polled] as const;
    given(...held)
      .when(swept)
      .then([])
      .leaves({ held: null, rollout: { phase: "held" } });
    given(...held, endpointIs({ status: "InService" }))
      .when(changedByHand("by-hand"))
      .then([]);
  });
});
