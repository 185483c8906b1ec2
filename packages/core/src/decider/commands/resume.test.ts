import { describe, expect, it } from "vitest";
import { arn, minute, refusal } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  confirmed,
  endpointIs,
  later,
  looked,
  onTrial,
  polled,
  registered,
  settled,
  swept,
} from "../testing/steps.ts";

const resume = commanded({ name: "resume" });
const pause = commanded({ name: "pause" });
const trial = "driftwheel-meadow-v2-1-trial";

describe("a person resumes a model", () => {
  it("that is neither paused nor held: refused", () => {
    given(...onTrial)
      .when(resume)
      .then([
        [
          "command-refused",
          { why: "the model is neither paused nor held; there is nothing to resume." },
          "ada asked to resume the model (the harvest is near), and may not: the model is neither paused nor held",
        ],
      ]);
  });

  it("that was paused: the endpoint is accepted as it is now", () => {
    const outcome = given(swept, pause, endpointIs({ config: "meadow-2" }))
      .when(resume)
      .then([
        ["command-accepted", { by: "ada", route: "api", command: { name: "resume" } }],
        [
          "resumed",
          {
            by: "ada",
            reason: "the harvest is near",
            endpoint: { config: "meadow-2", variants: [{ name: "main", package: arn(1) }] },
            rollout: null,
          },
          "ada resumed the model: the harvest is near",
        ],
      ])
      .leaves({ paused: null, endpoint: { config: "meadow-2" } });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it.each([
    ["does not exist", { exists: false }],
    ["is being updated", { status: "Updating", config: "meadow-2" }],
  ] as const)("whose endpoint %s: it is expected to be as it was", (_, endpoint) => {
    given(swept, pause, endpointIs(endpoint))
      .when(resume)
      .then(["command-accepted", ["resumed", { endpoint: null }]])
      .leaves({ paused: null, endpoint: { config: "meadow-1" } });
  });

  it("that was paused during a trial: the trial goes on as if nothing had been", () => {
    given(...onTrial, pause, later(minute))
      .when(resume)
      .then(["command-accepted", ["resumed", { endpoint: null, rollout: null }]])
      .leaves({
        endpoint: { config: "meadow-1" },
        rollout: { phase: "looking", executions: 1, lastSign: "2026-07-06T09:00:00.000Z" },
      });
  });
});

describe("a person resumes a held trial", () => {
  const held = [...onTrial, changedByHand("by-hand")] as const;

  it("whose config serves again: it goes on under its next execution, and its looks begin anew", () => {
    given(...held, later(3 * minute), endpointIs({ config: trial }))
      .when(resume)
      .then(
        [
          "command-accepted",
          [
            "resumed",
            {
              endpoint: { config: trial },
              rollout: { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-2" },
            },
          ],
        ],
        [["start-rollout", { rollout: "meadow-v2-1", executionName: "driftwheel-meadow-v2-1-2" }]],
      )
      .leaves({
        held: null,
        endpoint: { config: "meadow-1" },
        rollout: {
          phase: "looking",
          executions: 2,
          readUntil: "2026-07-06T09:03:00.000Z",
          lastSign: "2026-07-06T09:03:00.000Z",
        },
      });
  });

  it("that no one else touched goes on too", () => {
    given(
      ...onTrial,
      looked(),
      confirmed,
      endpointIs({ status: "Failed" }),
      polled,
      polled,
      endpointIs({ status: "InService" }),
    )
      .when(resume)
      .then(
        ["command-accepted", ["resumed", { rollout: { executionName: "driftwheel-meadow-v2-1-2" } }]],
        ["start-rollout"],
      )
      .leaves({ rollout: { phase: "looking" } });
  });

  it("whose config does not serve: it is over, and what serves is accepted", () => {
    const outcome = given(...held)
      .when(resume)
      .then(
        [
          "command-accepted",
          ["resumed", { endpoint: { config: "by-hand" }, rollout: null }],
          [
            "rollout-rolled-back",
            { rollout: "meadow-v2-1", config: "by-hand", reason: "ended by a person" },
            "The trial of version 2 ends: the endpoint was resumed with config by-hand, which is not the trial's.",
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Archived" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
        ],
      )
      .leaves({ held: null, rollout: null, endpoint: { config: "by-hand" } });
    expect(outcome.entries[2]?.causedBy).toBe(outcome.entries[1]?.sequence);
  });

  it("whose endpoint is being updated: refused, because it shows neither what it was nor what it will be", () => {
    const outcome = given(...held, endpointIs({ config: trial, status: "Updating" })).when(resume);
    expect(refusal(outcome.entries)).toBe(
      "the endpoint is Updating; resume the model when it is in service.",
    );
  });

  it("whose promotion came to its end meanwhile: it is promoted", () => {
    given(
      ...onTrial,
      commanded({ name: "promote" }),
      confirmed,
      endpointIs({ status: "Updating" }),
      later(2 * 60 * minute),
      polled,
      polled,
      endpointIs({ status: "InService", config: "driftwheel-meadow-v2-1-sole" }),
    )
      .when(resume)
      .then(
        [
          "command-accepted",
          "resumed",
          ["rollout-promoted", { config: "driftwheel-meadow-v2-1-sole" }, "resumed with its config"],
        ],
        ["mark-package", "mark-package"],
      )
      .leaves({ rollout: null, endpoint: { config: "driftwheel-meadow-v2-1-sole" } });
  });

  it("whose endpoint failed: it is over, and the endpoint is expected to be as before the trial", () => {
    given(...held, endpointIs({ config: trial, status: "Failed" }))
      .when(resume)
      .then(
        [
          "command-accepted",
          ["resumed", { endpoint: null, rollout: null }],
          ["rollout-rolled-back", { config: "meadow-1" }, "resumed with config unknown"],
        ],
        ["mark-package", "set-approval"],
      )
      .leaves({ endpoint: { config: "meadow-1" } });
  });

  it("that ends lets the next version have its turn", () => {
    given(...onTrial, registered(3), commanded({ name: "approve", version: 3 }), changedByHand("by-hand"))
      .when(resume)
      .then(
        [
          "command-accepted",
          "resumed",
          "rollout-rolled-back",
          ["rollout-started", { rollout: "meadow-v3-2", fromConfig: "by-hand" }],
        ],
        ["mark-package", "set-approval", "start-rollout", "deploy-trial"],
      );
  });
});

describe("what a person resumes after a trial's end", () => {
  it("is compared with the endpoint that was accepted", () => {
    given(...onTrial, changedByHand("by-hand"), resume)
      .when(changedByHand("meadow-1"))
      .then([["endpoint-changed-outside", { expectedConfig: "by-hand", foundConfig: "meadow-1" }]]);
    given(...onTrial, commanded({ name: "roll-back" }), settled)
      .when(swept)
      .then([]);
  });
});
