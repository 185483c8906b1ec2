import { expect, it } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { FleetInput } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";

const day = 86_400_000;
const fleet = (idle: unknown, models: FleetInput["models"] = {}) =>
  // As a person could write it in a file that no compiler has seen.
  defineFleet({ models, idle: idle as FleetInput["idle"] });

it("looks for nothing that is not named, reports what it finds, and has its tags", () => {
  expect(fleet({ notebooks: {} }).idle).toEqual({
    every: day,
    notebooks: { inServiceFor: day / 2, act: "report" },
    keepTag: { key: "driftwheel:idle", value: "keep" },
    actTag: { key: "driftwheel:idle", value: "stop" },
    notAgainFor: 7 * day,
    severity: "notify",
  });
  expect(defineFleet({ models: {} }).idle).toBeUndefined();
});

it.each([
  [{}, 'idle is {}: names nothing to look for; write idle: { notebooks: { inServiceFor: "12 hours" } }'],
  [
    { notebooks: { act: "delete" } },
    'idle.notebooks.act is "delete": must be one of "report", "stop"; write act: "stop"',
  ],
  [{ notebooks: { inServiceFor: "20 minutes" } }, "idle.notebooks.inServiceFor"],
  [{ studio: { idleTimeout: "30 minutes" } }, "must be from 60 minutes to 365 days, as SageMaker takes it"],
  [
    { studio: { apps: { act: "delete" } } },
    'idle.studio.apps.act is "delete": must be one of "report", "stop"; write act: "stop"',
  ],
  [
    { studio: { apps: { busy: { namespace: "a", name: "b", above: 5, over: "10 minutes" } } } },
    "at least 1 hour",
  ],
  [{ endpoints: { withoutInvocationsFor: "2 hours" } }, "must be from 1 day to 450 days"],
  [{ every: "1 week", notebooks: {} }, "idle.every"],
  [{ notebooks: {}, actTag: "stop" }, "must be a tag, its key and its value"],
  [{ notebooks: {}, actTag: "aws:owner=x" }, "whose key does not begin with aws:"],
  [{ notebooks: {}, actTag: "driftwheel:idle=keep" }, "is the tag that forbids what it should allow"],
])("refuses what cannot work: %j", (idle, message) => {
  expect(() => fleet(idle)).toThrow(message);
});

it("refuses a model that has the account's name", () => {
  expect(() => fleet({ notebooks: {} }, { account: policyInput("account") })).toThrow(
    'models.account is named "account": is the name that idle resources are told of under; name the model otherwise, or leave idle out',
  );
  expect(() => defineFleet({ models: { account: policyInput("account") } })).not.toThrow();
});
