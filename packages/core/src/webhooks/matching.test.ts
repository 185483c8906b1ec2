import { expect, it } from "vitest";
import type { Subscription } from "../policy/subscriptions.ts";
import { fleetOf } from "../policy/testing/fleet.ts";
import type { Entry } from "../vocabulary/entry.ts";
import { recipientsOf, wantedBy } from "./matching.ts";

const common = {
  sequence: 5,
  at: "2026-08-03T10:00:00.000Z",
  because: "Someone said so.",
  causedBy: 4,
} as const;
const paused: Entry = {
  ...common,
  model: "vines",
  kind: "paused",
  data: { by: "someone", reason: "harvest" },
};
const alert: Entry = {
  ...common,
  model: "olives",
  kind: "alert-resolved",
  data: { key: "drift", severity: "notify", subject: "over", body: "It is over.", links: [], about: 3 },
};
const subscriptions: Readonly<Record<string, Subscription>> = {
  all: { url: "https://all.example/", format: "standard", secret: "/all" },
  pauses: { url: "https://pauses.example/", format: "standard", secret: "/pauses", kinds: ["paused"] },
  olives: { url: "https://olives.example/", format: "standard", secret: "/olives", models: ["olives"] },
  pager: { url: "https://pager.example/", format: "pagerduty", secret: "/pager" },
  chat: { url: { parameter: "/chat" }, format: "slack", kinds: ["alert-raised"] },
};

it("goes to whoever wants its kind and its model", () => {
  expect(wantedBy(subscriptions, paused)).toEqual(["all", "pauses"]);
  expect(wantedBy(subscriptions, { ...paused, model: "olives" })).toEqual(["all", "pauses", "olives"]);
});

it("goes to PagerDuty and Slack only if it is an alert, of a kind that they want", () => {
  expect(wantedBy(subscriptions, alert)).toEqual(["all", "olives", "pager"]);
});

it("an entry that says something of a run is told to the experiments' server too, unless the model's runs are not", () => {
  const requested: Entry = {
    ...common,
    model: "vines",
    kind: "retraining-skipped",
    data: { reason: "cooldown", until: null },
  };
  const started: Entry = { ...common, model: "vines", kind: "retraining-started", data: { execution: "a" } };
  const webhooks = { all: { url: "https://all.example/", secret: "/all" } };
  const experiments = { mlflow: { url: "https://mlflow.example" } };
  const tracked = fleetOf({ vines: {}, olives: { experiment: false } }, { webhooks, experiments });
  expect(recipientsOf(tracked, started)).toEqual(["all", "mlflow"]);
  expect(recipientsOf(tracked, requested)).toEqual(["all"]);
  expect(recipientsOf(tracked, { ...started, model: "olives" })).toEqual(["all"]);
  expect(recipientsOf(tracked, { ...started, model: "gone" })).toEqual(["all"]);
  expect(recipientsOf(fleetOf({ vines: {} }, { webhooks }), started)).toEqual(["all"]);
});
