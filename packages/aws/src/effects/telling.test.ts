import type { Effect } from "@driftwheel/core/effects/effect.ts";
import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { Refused } from "@driftwheel/core/shell/errors.ts";
import type { EventEnvelope } from "@driftwheel/local/events/envelope.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pointTo } from "../testing/json-wire.ts";
import { awsEffects } from "./effect-performer.ts";
import { snsSubject } from "./send-alert.ts";

let local: LocalServer;
const topic = (name: string) => `arn:aws:sns:eu-north-1:444455556666:${name}`;
const effects = awsEffects({
  bus: "driftwheel",
  topics: { page: topic("driftwheel-page"), notify: topic("driftwheel-notify") },
  rolloutFunction: "driftwheel-rollout:$LATEST",
});
const perform = (effect: Effect) => effects.perform(effect);
const entry: Entry = {
  model: "tides",
  sequence: 5,
  kind: "paused",
  at: "2026-05-04T06:00:00.000Z",
  because: "Because of the storm.",
  causedBy: "pause-requested",
  data: { by: "on call", reason: "storm" },
};
const named = { model: "tides", sequence: 5, token: "driftwheel-tides-00000005-20260504060000000-telling" };

beforeAll(async () => {
  local = await startLocal({ region: "eu-north-1", account: "444455556666" });
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

describe("an announced entry", () => {
  it("is an event of its kind on Driftwheel's own bus", async () => {
    const events: EventEnvelope[] = [];
    const stop = local.world.buses.observe((bus, event) => {
      if (bus === "driftwheel") events.push(event);
    });
    await perform({ kind: "publish-entry", ...named, entry });
    await expect.poll(() => events.length).toBe(1);
    expect(events[0]).toMatchObject({ source: "driftwheel", "detail-type": "paused", detail: entry });
    stop();
  });
});

describe("an alert", () => {
  const alert: Effect = {
    kind: "send-alert",
    ...named,
    severity: "page",
    subject: "tides: die Flut fällt um 50 % → zurückgerollt\nsofort",
    body: "What happened: …",
    attributes: {
      model: "tides",
      severity: "page",
      kind: "rollout-rolled-back",
      entry: "tides/5",
      empty: "",
    },
  };

  it("goes to the topic of its severity, with a subject that SNS takes and attributes to filter by", async () => {
    const answer = await perform(alert);
    const message = local.alerts().at(-1);
    expect(message).toMatchObject({
      id: answer.message,
      topicArn: topic("driftwheel-page"),
      subject: "tides: die Flut fallt um 50 % ? zuruckgerollt sofort",
      body: "What happened: …",
    });
    expect(Object.entries(message?.attributes ?? {}).map(([name, { value }]) => `${name} ${value}`)).toEqual([
      "model tides",
      "severity page",
      "kind rollout-rolled-back",
      "entry tides/5",
    ]);
  });

  it("to a topic that does not exist is refused", async () => {
    const nowhere = awsEffects({
      bus: "driftwheel",
      topics: { page: topic("nobody"), notify: topic("nobody") },
      rolloutFunction: "none",
    });
    await expect(nowhere.perform(alert)).rejects.toBeInstanceOf(Refused);
  });

  it.each([
    ["a".repeat(300), "a".repeat(99)],
    [" \n\t ", "Driftwheel"],
    ["ok", "ok"],
  ])("has a subject of fewer than 100 characters of one line", (subject, expected) => {
    expect(snsSubject(subject)).toBe(expected);
  });
});
