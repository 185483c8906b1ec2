import { describe, expect, it } from "vitest";
import { driftConfirmed } from "../testing/drift-steps.ts";
import { arn, minute } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  answered,
  commanded,
  confirmed,
  endpointIs,
  endpointTold,
  later,
  looked,
  onTrial,
  polled,
  registered,
  settled,
} from "../testing/steps.ts";

const approved = [registered(2), commanded({ name: "approve", version: 2 })] as const;
const trial = "driftwheel-meadow-v2-1-trial";
const sole = "driftwheel-meadow-v2-1-sole";
const variants = (champion: number, challenger: number) => [
  { name: "main", weight: champion, model: "main", package: arn(1) },
  { name: "version-2", weight: challenger, model: "version-2", package: arn(2) },
];

describe("a change of the endpoint that a trial asked for", () => {
  it("is done when config and weights are there, and looks begin", () => {
    const outcome = given(...approved)
      .when(settled)
      .then([
        [
          "signal-observed",
          { signal: "endpoint", settled: { config: trial } },
          `The endpoint has what was asked for: config ${trial}, weights main 80, version-2 20.`,
        ],
      ])
      .leaves({
        rollout: {
          phase: "looking",
          change: null,
          readUntil: "2026-07-06T09:00:00.000Z",
          lastSign: "2026-07-06T09:00:00.000Z",
        },
        endpoint: { config: "meadow-1" },
      });
    expect(outcome.entries[0]?.causedBy).toBe(7);
  });

  it("begins the next look anew when weights were shifted", () => {
    given(...onTrial, looked(), later(7 * minute))
      .when(settled)
      .then([["signal-observed", { settled: { config: trial } }]])
      .leaves({ rollout: { phase: "looking", readUntil: "2026-07-06T09:12:00.000Z" } });
  });

  it("is waited for while it was not asked for yet: until then the endpoint is the one before it", () => {
    given(...approved)
      .when(polled)
      .then([]);
    given(...onTrial, looked(), endpointIs({ config: trial, variants: variants(40, 60) }))
      .when(polled)
      .then([]);
  });

  it("is waited for while the winner, or the config before, was not asked for yet", () => {
    given(...onTrial, commanded({ name: "promote" }))
      .when(polled)
      .then([]);
    given(...onTrial, commanded({ name: "roll-back" }), answered("shift-weights", { ok: true, answer: {} }))
      .when(polled)
      .then([]);
  });

  it("is not waited for because an earlier one was never confirmed", () => {
    given(
      ...approved,
      commanded({ name: "roll-back" }),
      answered("shift-weights", { ok: true, answer: {} }),
      answered("restore-config", { ok: true, answer: {} }),
      polled,
    )
      .when(polled)
      .then(["rollout-rolled-back", "effect-dropped", "effect-dropped"], ["mark-package", "set-approval"]);
  });

  it("is waited for while the weights are not all there", () => {
    given(...onTrial, looked(), confirmed, endpointIs({ variants: variants(80, 20) }))
      .when(polled)
      .then([]);
    given(...onTrial, looked(), confirmed, endpointIs({ variants: variants(40, 60 + 1e-9) }))
      .when(polled)
      .then(["signal-observed"]);
  });

  it("to weights that nobody asked for was made by someone else", () => {
    for (const [champion, challenger] of [
      [40, 20],
      [80, 60],
      [60, 40],
    ] as const) {
      given(...onTrial, looked(), confirmed, endpointIs({ variants: variants(champion, challenger) }))
        .when(polled)
        .then([["signal-observed", { unconfirmed: { says: "changed" } }]]);
    }
    given(...onTrial, looked(), confirmed, endpointIs({ variants: variants(60, 40) }), polled)
      .when(polled)
      .then([
        [
          "endpoint-changed-outside",
          { expectedConfig: trial, foundConfig: trial },
          "The endpoint divides its traffic as main 60, version-2 40, and should as main 80, version-2 20 or main 40, version-2 60; someone else changed it",
        ],
        "rollout-held",
      ]);
  });

  it("is waited for while the endpoint is updating", () => {
    given(...approved, confirmed, endpointIs({ status: "Updating" }))
      .when(polled)
      .then([]);
  });

  it("is not done when its deadline passes, and the trial is held", () => {
    const busy = [...approved, confirmed, endpointIs({ status: "Updating" })] as const;
    given(...busy, later(60 * minute))
      .when(polled)
      .then([]);
    const outcome = given(...busy, later(60 * minute + 1), polled)
      .when(polled)
      .then([
        [
          "rollout-held",
          { rollout: "meadow-v2-1" },
          `The endpoint is Updating with config meadow-1; it should have had ${trial} by 2026-07-06T10:00:00.000Z.`,
        ],
      ])
      .leaves({ held: null, rollout: { phase: "held" } });
    expect(outcome.entries[0]?.causedBy).toBe(7);
  });

  it.each([
    ["Failed", "no capacity", "The endpoint is Failed: no capacity."],
    ["UpdateRollbackFailed", null, "The endpoint is UpdateRollbackFailed: no reason given."],
  ] as const)("that ends %s holds the trial", (status, failureReason, reason) => {
    const outcome = given(...approved, confirmed, endpointIs({ status, failureReason }), polled)
      .when(polled)
      .then([["rollout-held", { reason }, reason]])
      .leaves({ rollout: { phase: "held" } });
    expect(outcome.entries[0]?.causedBy).toBe(7);
  });

  it("to a config that nobody asked for was made by someone else", () => {
    given(...approved, confirmed, endpointIs({ config: "by-hand" }), polled)
      .when(polled)
      .then([
        ["endpoint-changed-outside", { expectedConfig: trial, foundConfig: "by-hand" }],
        "rollout-held",
      ]);
  });

  it("that SageMaker takes back ends a trial that had not begun", () => {
    const outcome = given(...approved, confirmed, polled)
      .when(polled)
      .then(
        [
          [
            "rollout-rolled-back",
            {
              rollout: "meadow-v2-1",
              challenger: { package: arn(2), version: 2 },
              champion: { package: arn(1) },
              config: "meadow-1",
            },
            `SageMaker took the update to ${trial} back on its own: the endpoint is in service with meadow-1, and gives no reason.`,
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Archived", stageStatus: "RolledBack" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
        ],
      )
      .leaves({ rollout: null });
    expect(outcome.entries[0]?.causedBy).toBe(7);
  });

  it("that SageMaker takes back is told with SageMaker's own reason, to whom it pages too", () => {
    const crashed = endpointIs({
      failureReason:
        "The primary container for production variant version-2 did not pass the ping health check.",
    });
    const told = `the endpoint is in service with meadow-1, because: The primary container for production variant version-2 did not pass the ping health check.`;
    underPolicy({ alerts: { page: ["rollout-rolled-back"] } })
      .given(...approved, crashed, confirmed, polled)
      .when(polled)
      .then(
        [
          ["rollout-rolled-back", { reason: expect.stringContaining(told) }, told],
          ["alert-raised", { body: expect.stringMatching(/did not pass the ping\s+health check/) }],
        ],
        ["mark-package", "set-approval", "send-alert"],
      );
  });

  it("that SageMaker takes back later holds the trial", () => {
    const promoting = [...onTrial, commanded({ name: "promote" }), confirmed] as const;
    given(...promoting, polled)
      .when(polled)
      .then([
        [
          "rollout-held",
          {},
          `SageMaker took the update to ${sole} back on its own: the endpoint is in service with ${trial}, and gives no reason.`,
        ],
      ])
      .leaves({ rollout: { phase: "held" } });
  });

  it("of weights that are as before is waited for, config or not", () => {
    given(...onTrial, looked(), confirmed)
      .when(polled)
      .then([]);
  });
});

describe("the end of a trial", () => {
  it("by promotion leaves the challenger alone, and says how it did", () => {
    const outcome = given(...onTrial, looked(), settled, commanded({ name: "promote" }))
      .when(settled)
      .then(
        [
          [
            "rollout-promoted",
            {
              rollout: "meadow-v2-1",
              challenger: { package: arn(2), version: 2 },
              champion: { package: arn(1) },
              variant: "version-2",
              config: sole,
            },
            "Version 2 serves alone; over 1 looks it was right in 300 of 400, the champion in 300 of 400.",
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Production", stageStatus: "Serving" }],
          ["mark-package", { package: arn(1), stage: "Archived", stageStatus: "Replaced" }],
        ],
      )
      .leaves({
        rollout: null,
        endpoint: {
          config: sole,
          variants: [
            { name: "version-2", weight: 1, model: "driftwheel-meadow-v2-1-model", package: arn(2) },
          ],
        },
      });
    expect(outcome.state.rollouts).toBe(1);
  });

  it("before any outcome says after how many looks", () => {
    given(...onTrial, commanded({ name: "promote" }))
      .when(settled)
      .then(
        [["rollout-promoted", {}, "Version 2 serves alone; after 0 looks."]],
        ["mark-package", "mark-package"],
      );
  });

  it("by promotion ends the drift that was confirmed", () => {
    const outcome = given(
      ...driftConfirmed,
      registered(2),
      commanded({ name: "approve", version: 2 }),
      settled,
      commanded({ name: "promote" }),
    )
      .when(settled)
      .then(
        [
          "rollout-promoted",
          [
            "drift-cleared",
            { why: "champion-replaced", cusum: 0, until: "2026-07-06T12:00:00.000Z" },
            /^The champion that drifted since 2026-\S+ is replaced; .* against version 2's own baseline: its package's, or one of the policy's that is written while it serves\.$/,
          ],
        ],
        ["mark-package", "mark-package"],
      )
      .leaves({ drift: { confirmed: null } });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("by promotion lets the next version have its turn", () => {
    given(
      ...onTrial,
      registered(3),
      commanded({ name: "approve", version: 3 }),
      commanded({ name: "promote" }),
    )
      .when(settled)
      .then(
        [
          "rollout-promoted",
          [
            "rollout-started",
            { rollout: "meadow-v3-2", champion: { package: arn(2), variant: "version-2" } },
          ],
        ],
        ["mark-package", "mark-package", "start-rollout", "deploy-trial"],
      );
  });

  it("that an event of the endpoint shows leaves the next trial to the sweep, which knows the champion's past", () => {
    given(
      ...onTrial,
      registered(3),
      commanded({ name: "approve", version: 3 }),
      commanded({ name: "promote" }),
      confirmed,
      endpointIs({ config: sole, variants: variants(0, 1).slice(1) }),
    )
      .when(endpointTold)
      .then(["rollout-promoted"], ["mark-package", "mark-package"]);
  });

  it("by rolling back leaves the champion alone, and says why", () => {
    given(...onTrial, looked(), settled, commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        [
          [
            "rollout-rolled-back",
            {
              rollout: "meadow-v2-1",
              challenger: { package: arn(2), version: 2 },
              champion: { package: arn(1) },
              config: "meadow-1",
              reason: "ada asked to roll it back now: the harvest is near",
            },
            "The old champion serves alone again; over 1 looks it was right in 300 of 400, the champion in 300 of 400. ada asked to roll it back now: the harvest is near",
          ],
        ],
        [
          ["mark-package", { package: arn(2), stage: "Archived", stageStatus: "RolledBack" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
        ],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1" } });
  });

  it("knows nothing of a champion without a package", () => {
    given(
      endpointIs({ variants: [{ name: "main", weight: 1, model: "meadow-1", package: null }] }),
      ...onTrial,
      commanded({ name: "promote" }),
    )
      .when(settled)
      .then([["rollout-promoted", { champion: { package: null } }]], [["mark-package", { package: arn(2) }]]);
  });
});
