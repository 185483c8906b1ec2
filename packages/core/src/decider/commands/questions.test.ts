import { describe } from "vitest";
import { cases, championData, endpoint, history, scalingOf } from "../testing/questions.ts";
import { commanded, endpointIs, onTrial, registered, type Step, swept } from "../testing/steps.ts";

const approve = commanded({ name: "approve", version: 2 });

describe("what is found out for a command", () => {
  const stale = commanded({ name: "resume" }, { expectedSequence: 1 });
  const fresh: Step = (meadow) =>
    meadow.give({ name: "resume" }, { expectedSequence: meadow.state.sequence });
  const pause = commanded({ name: "pause" });

  cases([
    ["of who has seen another state than this", [swept, pause], stale, []],
    ["of who has seen this state", [swept, pause], fresh, [endpoint]],
    ["to retrain", [swept], commanded({ name: "retrain" }), [championData]],
    [
      "to retrain, before the endpoint was seen",
      [],
      commanded({ name: "retrain" }),
      [endpoint, championData],
    ],
    ["to approve", [registered(2)], approve, [endpoint, history, scalingOf("main")]],
    ["to approve what is not known", [registered(3)], approve, []],
    [
      "to approve what was approved",
      [pause, registered(2), approve, commanded({ name: "resume" })],
      approve,
      [],
    ],
    [
      "to approve what failed the gate",
      [registered(2, "PendingManualApproval", 9)],
      approve,
      [endpoint, history, scalingOf("main")],
    ],
    [
      "to approve what failed the gate, by a link",
      [registered(2, "PendingManualApproval", 9)],
      commanded({ name: "approve", version: 2 }, { route: "link" }),
      [],
    ],
    ["to approve while the model is paused", [registered(2), pause], approve, []],
    [
      "to approve while a person must look",
      [registered(2), endpointIs({ config: "theirs" }), swept, swept],
      approve,
      [],
    ],
    [
      "to approve during a trial",
      [...onTrial, registered(3)],
      commanded({ name: "approve", version: 3 }),
      [],
    ],
    ["to start what is not known", [swept], commanded({ name: "start-rollout", version: 2 }), []],
    [
      "to start what waits for approval",
      [registered(2)],
      commanded({ name: "start-rollout", version: 2 }),
      [endpoint, history, scalingOf("main")],
    ],
    [
      "to start what was rejected",
      [registered(2), commanded({ name: "reject", version: 2 })],
      commanded({ name: "start-rollout", version: 2 }),
      [endpoint, history, scalingOf("main")],
    ],
    ["to resume", [swept, pause], commanded({ name: "resume" }), [endpoint]],
    [
      "to resume what a trial waits for",
      [registered(2), pause, approve],
      commanded({ name: "resume" }),
      [endpoint, history, scalingOf("main")],
    ],
    ["to reject", [registered(2)], commanded({ name: "reject", version: 2 }), []],
    ["to promote", onTrial, commanded({ name: "promote" }), []],
    ["to roll back", onTrial, commanded({ name: "roll-back" }), []],
    ["to pause", [swept], pause, []],
    ["to acknowledge", [swept], commanded({ name: "acknowledge", alert: 1 }), []],
  ]);
});
