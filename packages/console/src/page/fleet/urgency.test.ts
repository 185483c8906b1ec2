import { describe, expect, it } from "vitest";
import type { ModelSummary } from "../api/api-types.ts";
import { countsOf, filtered, neededOf, urgencyOf } from "./urgency.ts";

const summary = (model: string, fields: Partial<ModelSummary> = {}): ModelSummary => ({
  model,
  endpoint: `${model}-prod`,
  packageGroup: model,
  sequence: 1,
  status: "steady",
  championVersion: 1,
  openAlerts: 0,
  openApprovals: 0,
  monitoring: [],
  ...fields,
});

const fleet = [
  summary("steady"),
  summary("alerted", { openAlerts: 2 }),
  summary("approval", { status: "awaiting-approval", openApprovals: 1 }),
  summary("held", { status: "held" }),
  summary("trial", { status: "on-trial" }),
  summary("blind", { status: "unwatched", openAlerts: 1 }),
];

describe("what needs a person", () => {
  it("comes first: held, then approvals, then what is not watched, then alerts", () => {
    const order = fleet.toSorted((one, other) => urgencyOf(other) - urgencyOf(one));
    expect(order.map(({ model }) => model)).toEqual([
      "held",
      "approval",
      "blind",
      "alerted",
      "trial",
      "steady",
    ]);
  });

  it("is said in words, and is nothing where Driftwheel goes on by itself", () => {
    expect(fleet.map(neededOf)).toEqual([
      null,
      "Look at 2 open alerts",
      "Decide on 1 candidate",
      "Resume: the endpoint changed outside",
      null,
      "See why its windows cannot be judged",
    ]);
  });
});

it("models are counted by state, and found by words in any of their names", () => {
  expect(countsOf(fleet).get("needs-person")).toBe(4);
  expect(countsOf(fleet).get("held")).toBe(1);
  expect(filtered(fleet, "needs-person", "").map(({ model }) => model)).toHaveLength(4);
  expect(filtered(fleet, "all", "PROD tri").map(({ model }) => model)).toEqual(["trial"]);
  expect(filtered(fleet, "held", "trial")).toEqual([]);
});
