import { expect, it } from "vitest";
import { nextSteps } from "./next-steps.ts";
import { approval, modelState, runningRollout } from "./testing/model-state.ts";

it("what only a person can do is theirs, with its deadline", () => {
  expect(nextSteps(modelState({ approvals: [approval] }))).toEqual([
    { what: "Someone approves or rejects version 5", by: approval.deadline, who: "person" },
  ]);
  const held = { reason: "", since: "2026-11-30T11:30:00.000Z" };
  expect(nextSteps(modelState({ held, rollout: runningRollout({ phase: "held" }) }))).toMatchObject([
    { who: "person" },
    { who: "person" },
  ]);
});

it("a trial's next look comes by its deadline at the latest", () => {
  const rollout = runningRollout();
  expect(nextSteps(modelState({ rollout }))).toEqual([
    { what: expect.stringMatching(/^The next look/), by: rollout.deadline, who: "driftwheel" },
  ]);
});

it("there is always something: at least the next window", () => {
  expect(nextSteps(modelState())).toEqual([
    { what: "The next window is judged when it has ended", by: null, who: "driftwheel" },
  ]);
});
