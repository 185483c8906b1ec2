import { describe, expect, it } from "vitest";
import { arn } from "../testing/model.ts";
import { given } from "../testing/specification.ts";
import {
  changedByHand,
  commanded,
  endpointIs,
  looked,
  onTrial,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const approve = (version: number) => commanded({ name: "approve", version });
const reject = (version: number) => commanded({ name: "reject", version });
const start = (version: number) => commanded({ name: "start-rollout", version });
const rollBack = commanded({ name: "roll-back" });
const promote = commanded({ name: "promote" });
const pause = commanded({ name: "pause" });
const resume = commanded({ name: "resume" });

const promoted = [...onTrial, promote, settled] as const;
const rolledBack = [...onTrial, rollBack, settled] as const;
const superseded = [pause, registered(2), registered(3), approve(2), approve(3), resume] as const;
const failed = registered(2, "PendingManualApproval", 9);

function refuses(before: readonly Step[], command: Step, why: string) {
  given(...before)
    .when(command)
    .then([["command-refused", { why }]]);
}

describe("a version that Driftwheel does not know", () => {
  it.each([
    ["approve", approve],
    ["reject", reject],
    ["start the rollout of", start],
  ])("is none to %s, and those that it knows are named in order", (_, command) => {
    const unknown = "version 7 is no candidate that Driftwheel knows; it knows";
    refuses([registered(2)], command(7), `${unknown} version 2.`);
    refuses([registered(10), registered(3), registered(2)], command(7), `${unknown} versions 2, 3, 10.`);
    refuses([pause, resume], command(7), `${unknown} none.`);
  });
});

describe("approving", () => {
  const by = "it was approved already by ada at 2026-07-06T09:00:00.000Z.";

  it.each([
    ["was promoted", promoted, `version 2 was promoted; ${by}`],
    ["was rolled back", rolledBack, "version 2 was on trial and was rolled back."],
    [
      "was overtaken",
      superseded,
      "a later version went on trial before version 2, which was approved already by ada at 2026-07-06T09:00:00.000Z.",
    ],
    ["is on trial", onTrial, `version 2 is on trial; ${by}`],
  ] as const)("a version that %s: refused, with where it stands", (_, before, why) => {
    refuses(before, approve(2), why);
  });

  it("a version that a person rejected overrules them, but not by a link", () => {
    given(registered(2), reject(2))
      .when(approve(2))
      .then(
        // The registry was not told of the rejection yet, and need not be.
        ["command-accepted", "candidate-approved", "rollout-started", ["effect-dropped", { of: 6 }]],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
    given(registered(2), reject(2))
      .when(commanded({ name: "approve", version: 2 }, { route: "link" }))
      .then(["command-refused"]);
  });
});

describe("rejecting", () => {
  it("a version that was approved and waits: it will have no trial", () => {
    const outcome = given(registered(2), pause, approve(2))
      .when(reject(2))
      .then(
        [
          "command-accepted",
          [
            "approval-rejected",
            { version: 2, by: "ada", route: "api" },
            "Version 2 was rejected by ada (api): the harvest is near",
          ],
          ["effect-dropped", { effect: "set-approval" }],
        ],
        [["set-approval", { approval: "Rejected" }]],
      )
      .leaves({ candidates: { [arn(2)]: { stage: "approval-rejected" } } });
    expect(outcome.entries[1]?.causedBy).toBe(outcome.entries[0]?.sequence);
  });

  it("a version that waits leaves the trial of another alone", () => {
    given(...onTrial, registered(3))
      .when(reject(3))
      .then(["command-accepted", ["approval-rejected", { version: 3 }]], ["set-approval"])
      .leaves({ rollout: { phase: "looking", challenger: { version: 2 } } });
  });

  it("a version during its trial rolls it back, for that reason", () => {
    const outcome = given(...onTrial)
      .when(reject(2))
      .then(
        [
          "command-accepted",
          ["approval-rejected", { version: 2 }, "Version 2 was rejected by ada (api) during its trial"],
          [
            "weights-shifted",
            { to: 0 },
            "from 20% to 0%: Version 2 was rejected by ada (api) during its trial",
          ],
        ],
        ["set-approval", "shift-weights", "restore-config"],
      );
    expect(outcome.entries[2]?.causedBy).toBe(outcome.entries[1]?.sequence);
  });

  it.each([
    ["failed the gate", [failed], "version 2 failed the gate."],
    [
      "was rejected",
      [registered(2), reject(2)],
      "version 2 was rejected already by ada at 2026-07-06T09:00:00.000Z.",
    ],
    [
      "was promoted",
      promoted,
      "version 2 was promoted; it was approved already by ada at 2026-07-06T09:00:00.000Z.",
    ],
    ["was rolled back", rolledBack, "version 2 was on trial and was rolled back."],
  ] as const)("a version that %s: refused, with where it stands", (_, before, why) => {
    refuses(before, reject(2), why);
  });

  it("by a link only answers a wish for approval", () => {
    const byLink = commanded({ name: "reject", version: 2 }, { route: "link" });
    given(registered(2)).when(byLink).then(["command-accepted", "approval-rejected"], ["set-approval"]);
    given(...onTrial)
      .when(byLink)
      .then(["command-refused"]);
    given(registered(2), pause, approve(2)).when(byLink).then(["command-refused"]);
  });
});

describe("starting a rollout", () => {
  it("of a version that is on trial: refused, without advice to approve it", () => {
    refuses(
      onTrial,
      start(2),
      "version 2 is on trial; it was approved already by ada at 2026-07-06T09:00:00.000Z.",
    );
  });

  it("of a version that a person rejected: refused, with what to do first", () => {
    refuses(
      [registered(2), reject(2)],
      start(2),
      "version 2 was rejected already by ada at 2026-07-06T09:00:00.000Z. Approve it first.",
    );
  });

  it("while the model is held: refused, in whole sentences", () => {
    refuses(
      [...rolledBack, changedByHand("by-hand")],
      start(2),
      "a person must look at the endpoint first and resume the model. The endpoint is InService with config by-hand, and should have meadow-1; someone else changed it, so Driftwheel does not touch it.",
    );
  });

  it.each([
    ["does not exist", { exists: false }, "the endpoint does not exist."],
    ["has no variant", { variants: [] }, "the endpoint has no variant."],
  ])("while the endpoint %s: refused", (_, endpoint, why) => {
    refuses([...rolledBack, endpointIs(endpoint)], start(2), why);
  });

  it("of a version that was the champion once: who asks approves it", () => {
    given(...promoted, registered(3), approve(3), settled, promote, settled)
      .when(start(2))
      .then(
        [
          "command-accepted",
          ["candidate-approved", { version: 2, by: "ada" }],
          ["rollout-started", { rollout: "meadow-v2-3", champion: { variant: "version-3" } }],
        ],
        ["set-approval", "start-rollout", "deploy-trial"],
      );
  });
});

describe("promoting now", () => {
  it.each([
    [
      "while the challenger is put on the endpoint",
      [registered(2), approve(2)],
      "the trial of version 2 is still being put on the endpoint (deploying); ask again when it serves.",
    ],
    [
      "while the weights are shifted",
      [...onTrial, looked()],
      "the endpoint is busy with the change before (shifting); ask again.",
    ],
    [
      "while the model is paused",
      [...onTrial, pause],
      "the model was paused by ada at 2026-07-06T09:00:00.000Z: the harvest is near. Resume it first.",
    ],
    [
      "while the trial is held",
      [...onTrial, changedByHand("by-hand")],
      "the trial of version 2 is held, and Driftwheel does not touch the endpoint; resume the model first.",
    ],
  ] as const)("%s: refused", (_, before, why) => {
    refuses(before, promote, why);
  });
});

describe("rolling back now", () => {
  it("while the trial is held: owes it, once, until the model is resumed", () => {
    const held = [...onTrial, changedByHand("by-hand")] as const;
    given(...held)
      .when(rollBack)
      .then(["command-accepted", ["rollout-held", {}, "will be rolled back when it is resumed"]]);
    refuses(
      [...held, rollBack],
      rollBack,
      "the trial of version 2 is held, and its roll back is owed already; resume the model, and it follows.",
    );
  });

  it.each([
    ["while the challenger is put on the endpoint", [registered(2), approve(2)], "deploy-trial"],
    ["while the weights are shifted", [...onTrial, looked()], "shift-weights"],
  ] as const)("%s: the old config comes back, and what waited is dropped", (_, before, effect) => {
    given(...before)
      .when(rollBack)
      .then(
        [
          "command-accepted",
          ["weights-shifted", { to: 0, next: { config: "meadow-1" } }],
          ["effect-dropped", { effect }],
        ],
        ["shift-weights", "restore-config"],
      );
  });
});
