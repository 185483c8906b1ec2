import { describe, expect, it } from "vitest";
import type { Entry } from "../../vocabulary/entry.ts";
import { alarmed } from "../testing/drift-steps.ts";
import { arn, kinds, model, refusal } from "../testing/model.ts";
import { given, underPolicy } from "../testing/specification.ts";
import {
  answered,
  championIs,
  changedByHand,
  commanded,
  confirmed,
  endpointIs,
  found,
  later,
  onTrial,
  polled,
  refused,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const undo = commanded({ name: "undo" }, { by: "grace", reason: "orders fail" });
/** Version 2 took the place of version 1. */
const promoted: readonly Step[] = [...onTrial, commanded({ name: "promote" }), settled, confirmed];
/** Version 1 took it back. */
const undone: readonly Step[] = [...promoted, undo, settled, settled, confirmed];

const whyNot = (...steps: readonly Step[]) => refusal(given(...steps).when(undo).entries);

describe("an undo after a promotion", () => {
  it("puts the champion before on all of the traffic at once, with the name of who asked", () => {
    given(...promoted)
      .when(undo)
      .then(
        [
          "command-accepted",
          [
            "rollout-started",
            {
              rollout: "meadow-v1-2",
              challenger: { package: arn(1), version: 1, variant: "version-1" },
              champion: { package: arn(2), variant: "version-2" },
              weight: 100,
              undoes: { by: "grace" },
            },
            "grace asked to undo the promotion: orders fail",
          ],
        ],
        [
          "start-rollout",
          ["deploy-trial", { challengerPackage: arn(1), championWeight: 0, challengerWeight: 100 }],
        ],
      )
      .after(["endpoint", { ask: "formerPackage", arn: arn(1) }, "scaling"])
      .leaves({ rollout: { phase: "deploying", champion: { package: arn(2) } } });
  });

  it("leaves it alone as soon as it has the traffic, without a look", () => {
    given(...promoted, undo)
      .when(settled)
      .then(
        [
          "signal-observed",
          ["weights-shifted", { to: 100, next: { deploy: "winner", variant: "version-1" } }],
        ],
        ["deploy-winner"],
      );
  });

  it("ends as a promotion, and marks both packages", () => {
    given(...promoted, undo, settled)
      .when(settled)
      .then(
        [["rollout-promoted", { challenger: { version: 1 }, undoes: { by: "grace" } }]],
        [
          ["mark-package", { package: arn(1), stage: "Production", stageStatus: "Serving" }],
          ["mark-package", { package: arn(2), stage: "Archived", stageStatus: "RolledBack" }],
          ["set-approval", { package: arn(2), approval: "Rejected" }],
        ],
      )
      .leaves({
        rollout: null,
        lastPromotion: { promoted: { version: 2 }, undone: { by: "grace" } },
        candidates: { [arn(2)]: { stage: "rolled-back" }, [arn(1)]: { stage: "promoted" } },
        endpoint: { variants: [{ package: arn(1) }] },
      });
  });

  it("names the promotion that it takes back", () => {
    const { entries, state } = given(...promoted).when(undo);
    const started = entries.find(
      (entry): entry is Extract<Entry, { kind: "rollout-started" }> => entry.kind === "rollout-started",
    );
    expect(started?.data.undoes?.promotion).toBe(state.lastPromotion?.sequence);
  });

  it("works while the model is paused, and the pause stays", () => {
    given(...promoted, commanded({ name: "pause" }), undo, settled)
      .when(settled)
      .then(["rollout-promoted"], ["mark-package", "mark-package", "set-approval"])
      .leaves({ paused: { by: "ada" } });
  });

  it("is no trial: no alarm ends it, because the version that raised it is on its way out", () => {
    underPolicy({ rollout: { ramp: [20, 60], guards: { alarms: ["meadow-5xx"] } } })
      .given(...promoted, undo)
      .when(alarmed("meadow-5xx"))
      .then(["signal-observed"])
      .leaves({ rollout: { phase: "deploying" } });
  });

  it("goes on when the model leaves the fleet, because it is the way out", () => {
    given(...promoted, undo)
      .when((meadow) => meadow.tell({ kind: "model-left", ...meadow.next("left"), model: "meadow" }))
      .then(["paused"])
      .leaves({ rollout: { phase: "deploying" } });
  });

  it("comes to its end when it was held and is resumed", () => {
    const held = given(...promoted, undo, settled, refused("deploy-winner"));
    expect(held.when(polled).state.rollout?.phase).toBe("held");
    given(...promoted, undo, settled, refused("deploy-winner"))
      .when(commanded({ name: "resume" }))
      .then(
        ["command-accepted", "resumed", ["weights-shifted", { next: { deploy: "winner" } }]],
        ["start-rollout", "deploy-winner"],
      );
  });

  it("is stopped by a person, and then the promoted version serves as before", () => {
    given(...promoted, undo, commanded({ name: "roll-back" }), settled)
      .when(polled)
      .then([["rollout-rolled-back", { undoes: { by: "grace" } }]])
      .leaves({
        rollout: null,
        lastPromotion: { undone: null },
        candidates: { [arn(2)]: { stage: "promoted" } },
        endpoint: { config: "driftwheel-meadow-v2-1-sole", variants: [{ package: arn(2) }] },
      });
  });

  it("leaves the endpoint as it was when SageMaker refuses the former champion, and may be asked for again", () => {
    given(...promoted, undo)
      .when(answered("deploy-trial", { ok: false, error: "no capacity" }))
      .then(["effect-failed", ["rollout-rolled-back", { reason: "no capacity" }], "effect-dropped"]);
    expect(kinds(given(...promoted, undo, refused("deploy-trial")).when(undo).entries)).toContain(
      "rollout-started",
    );
  });

  it("lets a version that waits have its trial afterwards", () => {
    const waiting = [registered(3), commanded({ name: "approve", version: 3 })];
    given(...promoted, undo, ...waiting, settled)
      .when(settled)
      .then(
        [
          "rollout-promoted",
          ["rollout-started", { challenger: { version: 3 }, champion: { package: arn(1) } }],
        ],
        ["mark-package", "mark-package", "set-approval", "start-rollout", "deploy-trial"],
      );
  });
});

describe("an undo is refused", () => {
  it("when nothing was promoted", () => {
    expect(whyNot(later(1))).toBe("no version was promoted, so there is nothing to take back.");
  });

  it("when a version is on trial, or being promoted", () => {
    expect(whyNot(...onTrial)).toBe("version 2 is on trial (looking); roll its trial back first.");
    expect(whyNot(...onTrial, commanded({ name: "promote" }))).toBe(
      "version 2 is on trial (promoting); roll its trial back first.",
    );
  });

  it("while one is under way", () => {
    expect(whyNot(...promoted, undo)).toBe("an undo is under way already, back to version 1 (deploying).");
  });

  it("when it was done already, so that two people who ask do not bring the bad version back", () => {
    expect(whyNot(...undone)).toMatch(/version 2 was taken back already by grace at .* start its rollout/);
    given(...undone)
      .when(commanded({ name: "start-rollout", version: 2 }))
      .then(
        ["command-accepted", "candidate-approved", "rollout-started"],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });

  it("when the model is held", () => {
    expect(whyNot(...promoted, changedByHand("by-hand"))).toContain("resume the model");
  });

  it("when someone else replaced the promoted version since", () => {
    const byHand = [changedByHand("by-hand"), championIs(null), commanded({ name: "resume" })];
    expect(whyNot(...promoted, ...byHand)).toBe(
      "version 2, which was promoted last, does not serve any more: someone else changed the endpoint since.",
    );
  });

  it("when what served before was made from no model package, naming its config", () => {
    expect(whyNot(championIs(null), ...onTrial, commanded({ name: "promote" }), settled)).toContain(
      "Give the endpoint its config meadow-1 yourself",
    );
  });

  it.each([
    [{ exists: false, approval: null }, "is not in the registry any more."],
    [{ exists: true, approval: "Rejected" }, "was rejected in the registry since; approve it there first."],
  ] as const)("when SageMaker would make no model of the former package: %o", (formerPackage, why) => {
    expect(whyNot(...promoted, found({ formerPackage }))).toBe(
      `version 1, the champion before version 2, ${why}`,
    );
  });

  it("while the endpoint is busy", () => {
    expect(whyNot(...promoted, endpointIs({ status: "Updating" }))).toBe("the endpoint is Updating.");
  });
});

it("goes one promotion back and not two: the next undo needs the next promotion", () => {
  const meadow = model();
  for (const version of [2, 3]) {
    meadow.told(version);
    meadow.give({ name: "approve", version });
    meadow.settle();
    meadow.give({ name: "promote" });
    meadow.settle();
  }
  meadow.give({ name: "undo" });
  meadow.settle();
  meadow.settle();
  expect(meadow.stage(2)).toBe("promoted");
  expect(meadow.stage(3)).toBe("rolled-back");
  expect(refusal(meadow.give({ name: "undo" }))).toContain("version 3 was taken back already");
});
