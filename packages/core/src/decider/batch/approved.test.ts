import { expect, it } from "vitest";
import { underPolicy } from "../testing/specification.ts";
import { commanded, endpointIs, registered, swept } from "../testing/steps.ts";

const nightly = underPolicy({ serving: "batch", batch: { jobs: "meadow-nightly" } });

it("a version of a batch that passes the gate waits for approval as any other, and is then yours to put into the route", () => {
  nightly
    .given()
    .when(registered(2))
    .then(["signal-observed", "candidate-registered", "candidate-accepted", "approval-requested"]);
  const { entries } = nightly
    .given(registered(2))
    .when(commanded({ name: "approve", version: 2 }))
    .then(["command-accepted", "candidate-approved"], ["set-approval"])
    .leaves({ rollout: null });
  expect(entries[1]?.because).toContain("Deploy it to transform jobs meadow-nightly yourself");
});

it("what the route names then is taken for the champion, once it stays", () => {
  const variants = [{ name: "batch", weight: 1, model: "meadow-2", package: "arn:x:model-package/meadow/2" }];
  const { state } = nightly
    .given(registered(2), endpointIs({ config: "meadow-2", variants }), swept)
    .when(swept)
    .then(["signal-observed"]);
  expect(state.endpoint).toMatchObject({ config: "meadow-2" });
  expect(state.held).toBeNull();
});
