import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { sendDigest } from "@driftwheel/core/alerts/notifier.ts";
import type { Effect, SendAlert } from "@driftwheel/core/vocabulary/effect.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { PassingRefusal } from "@driftwheel/core/vocabulary/errors.ts";
import type { EventEnvelope } from "@driftwheel/local/events/envelope.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readLink } from "../alerts/links.ts";
import { awsNotifier } from "../alerts/notifier.ts";
import { snsSubject } from "../alerts/publish-alert.ts";
import { pointTo } from "../testing/json-wire.ts";
import { awsEffects, type Destinations } from "./effect-performer.ts";

let local: LocalServer;
const topic = (name: string) => `arn:aws:sns:eu-north-1:444455556666:${name}`;
const now = new Date("2026-05-04T06:00:00.000Z");
const place: Destinations = {
  bus: "driftwheel",
  topics: {
    page: topic("driftwheel-page"),
    notify: topic("driftwheel-notify"),
    info: topic("driftwheel-info"),
  },
  table: "driftwheel-ledger",
  apiUrl: "https://wheel.example.com",
  linkSecret: "/tides/links",
  clock: { now: () => now },
  rolloutFunction: "driftwheel-rollout:$LATEST",
};
const perform = (effect: Effect, changes: Partial<Destinations> = {}) =>
  awsEffects({ ...place, ...changes }).perform(effect);
const secret = "forty-two-boats-in-the-harbour";
const entry: Entry = {
  model: "tides",
  sequence: 5,
  kind: "paused",
  at: "2026-05-04T06:00:00.000Z",
  because: "Because of the storm.",
  causedBy: "pause-requested",
  data: { by: "on call", reason: "storm" },
};
const named = {
  model: "tides",
  sequence: 5,
  token: "driftwheel-tides-00000005-20260504060000000-send-alert",
};

beforeAll(async () => {
  local = await startLocal({ region: "eu-north-1", account: "444455556666" });
  pointTo(local.url);
  const ssm = new SSMClient({ region: "eu-north-1" });
  await ssm.send(new PutParameterCommand({ Name: "/tides/links", Value: secret, Type: "SecureString" }));
  ssm.destroy();
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

const alert: SendAlert = {
  kind: "send-alert",
  ...named,
  severity: "page",
  event: "raised",
  key: "tides/endpoint",
  at: "2026-05-04T06:00:00.000Z",
  because: "The flood came.",
  subject: "tides: die Flut fällt um 50 % → zurückgerollt\nsofort",
  body: "What happened\n  …",
  links: [
    {
      label: "Acknowledge",
      action: "acknowledge",
      sequence: 5,
      package: null,
      expires: "2026-05-11T06:00:00.000Z",
    },
  ],
  attributes: { model: "tides", severity: "page", kind: "rollout-held", entry: "tides/4", empty: "" },
};

describe("an alert", () => {
  it("goes to the topic of its severity, with a subject that SNS takes and attributes to filter by", async () => {
    const answer = await perform(alert);
    expect(answer.topic).toBe(topic("driftwheel-page"));
    const message = local.alerts().at(-1);
    expect(message).toMatchObject({
      id: answer.message,
      topicArn: topic("driftwheel-page"),
      subject: "tides: die Flut fallt um 50 % ? zuruckgerollt sofort",
      body: expect.stringMatching(/^What happened\n {2}…\n\nLinks\nAcknowledge:\nhttps:/),
    });
    expect(Object.entries(message?.attributes ?? {}).map(([name, { value }]) => `${name} ${value}`)).toEqual([
      "model tides",
      "severity page",
      "kind rollout-held",
      "entry tides/4",
    ]);
  });

  it("leads to what it is about, in text and for programs, below the links that act", async () => {
    const resources = { endpoint: "tides-prod" };
    const console = { region: "eu-north-1", studioDomain: null };
    await perform({ ...alert, resources, about: 4 }, { apiUrl: null, place: console });
    const url =
      "https://eu-north-1.console.aws.amazon.com/sagemaker/home?region=eu-north-1#/endpoints/tides-prod";
    const body = local.alerts().at(-1)?.body ?? "";
    expect(body).toMatch(/\n\nLinks\nAcknowledge:\n {2}driftwheel acknowledge .*\nEndpoint tides-prod:\n/);
    expect(body.split("\n").at(-1)).toBe(url);
  });

  it("carries links that are signed with the secret, and the same when it is sent again", async () => {
    const texts = [];
    for (const _ of [1, 2]) {
      await perform(alert);
      texts.push(local.alerts().at(-1)?.body ?? "");
    }
    expect(texts[0]).toBe(texts[1]);
    const token = /^https:\/\/wheel\.example\.com\/links\/(\S+)$/m.exec(texts[0] ?? "")?.[1] ?? "";
    expect(await readLink(token, [secret], now)).toMatchObject({ action: "acknowledge", sequence: 5 });
    expect(await readLink(token, ["another"], now)).toEqual({ refused: "altered" });
  });

  it.each([
    ["no API is set up", { apiUrl: null }],
    ["no secret is named", { linkSecret: null }],
    ["the secret is nowhere to be found", { linkSecret: "/tides/none" }],
  ])("names the command where %s", async (_, changes) => {
    await perform(alert, changes);
    expect(local.alerts().at(-1)?.body).toMatch(
      /Acknowledge:\n {2}driftwheel acknowledge tides 5 --because "..."$/,
    );
  });

  it("says to the operator why an alert has no links", async () => {
    const warnings: string[] = [];
    await perform(alert, { linkSecret: "/tides/none", warn: (message) => warnings.push(message) });
    expect(warnings).toEqual([
      "an alert has no links: SSM has no parameter /tides/none; put the secret there as a SecureString",
    ]);
  });

  it("is what each protocol's receivers can read", async () => {
    await perform(alert);
    const { bodies = {}, body } = local.alerts().at(-1) ?? {};
    expect(bodies.email).toBe(body);
    expect(bodies.sms).toBe("tides: die Flut fallt um 50 % ? zuruckgerollt sofort");
    expect(JSON.parse(bodies.https ?? "")).toMatchObject({
      version: "1.0",
      source: "custom",
      metadata: { threadId: "tides/endpoint" },
    });
    expect(JSON.parse(bodies.sqs ?? "")).toMatchObject({ key: "tides/endpoint", entry: 5, severity: "page" });
    expect(bodies.lambda).toBe(bodies.sqs);
  });

  it("reaches an HTTP subscriber, as a chat is, as its custom notification", async () => {
    const received: string[] = [];
    const chat = createServer((incoming, outgoing) => {
      incoming.setEncoding("utf8");
      let text = "";
      incoming.on("data", (chunk: string) => {
        text += chunk;
      });
      incoming.on("end", () => {
        received.push(text);
        outgoing.end();
      });
    });
    await new Promise<void>((resolve) => {
      chat.listen(0, "127.0.0.1", resolve);
    });
    // A TCP server that listens has an address of this shape.
    const { port } = chat.address() as AddressInfo;
    const sns = new SNSClient({ region: "eu-north-1" });
    const Endpoint = `http://127.0.0.1:${port}/`;
    await sns.send(new SubscribeCommand({ TopicArn: topic("driftwheel-page"), Protocol: "http", Endpoint }));
    await expect.poll(() => received).toHaveLength(1);
    await fetch(JSON.parse(received[0] ?? "{}").SubscribeURL);
    await perform(alert);
    await expect.poll(() => received).toHaveLength(2);
    expect(JSON.parse(JSON.parse(received[1] ?? "{}").Message)).toMatchObject({
      source: "custom",
      content: { textType: "client-markdown" },
    });
    sns.destroy();
    chat.close();
  });

  it("to a topic that does not exist is refused", async () => {
    const topics = { page: topic("nobody"), notify: topic("nobody"), info: topic("nobody") };
    await expect(perform(alert, { topics })).rejects.toBeInstanceOf(PassingRefusal);
  });

  it.each([
    ["a".repeat(300), "a".repeat(99)],
    [" \n\t ", "Driftwheel"],
    ["ok", "ok"],
  ])("has a subject of fewer than 100 characters of one line", (subject, expected) => {
    expect(snsSubject(subject)).toBe(expected);
  });
});

describe("more notifications than a person reads", () => {
  it("are one digest on their topic, once the window is over", async () => {
    const notifications = { storm: { above: 2, within: 60_000 } };
    const notification = (sequence: number): SendAlert => ({
      ...alert,
      severity: "notify",
      sequence,
      token: `driftwheel-tides-0000000${sequence}-send-alert`,
      attributes: { ...alert.attributes, severity: "notify", kind: "drift-confirmed" },
    });
    const before = local.alerts().length;
    const answers = [];
    for (const sequence of [1, 2, 3, 4, 3])
      answers.push(await perform(notification(sequence), { notifications }));
    expect(answers.map(({ kept }) => kept)).toEqual([
      undefined,
      undefined,
      "for the digest",
      "for the digest",
      "for the digest",
    ]);
    const at = (seconds: number) =>
      awsNotifier({
        ...place,
        notifications,
        clock: { now: () => new Date(now.getTime() + seconds * 1000) },
      });
    expect(await sendDigest(at(59))).toBeNull();
    const id = await sendDigest(at(61));
    expect(await sendDigest(at(62))).toBeNull();
    const told = local.alerts().slice(before);
    expect(told).toHaveLength(3);
    expect(told.at(-1)).toMatchObject({
      topicArn: topic("driftwheel-notify"),
      subject: "2 alerts of 1 model in one message",
      attributes: { digest: { value: id } },
    });
  });
});
