import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import {
  ConfirmSubscriptionCommand,
  CreateTopicCommand,
  DeleteTopicCommand,
  GetTopicAttributesCommand,
  ListTopicsCommand,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
  TagResourceCommand,
} from "@aws-sdk/client-sns";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: LocalServer;
let sns: SNSClient;
let received: Received[] = [];
let endpoint = "";
const subscriber = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", () => {
    received.push({ headers: incoming.headers, body: Buffer.concat(chunks).toString() });
    outgoing.end();
  });
});

beforeAll(async () => {
  server = await startLocal();
  sns = new SNSClient({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
  await new Promise<void>((resolve) => {
    subscriber.listen(0, "127.0.0.1", resolve);
  });
  // A TCP server that listens has an address of this shape.
  endpoint = `http://127.0.0.1:${(subscriber.address() as AddressInfo).port}/alerts`;
});

beforeEach(() => {
  received = [];
});

afterAll(async () => {
  sns.destroy();
  subscriber.close();
  await server.close();
});

const topic = async (Name: string) => (await sns.send(new CreateTopicCommand({ Name }))).TopicArn;

describe("a topic", () => {
  it("has Driftwheel's own topics beside it", async () => {
    const { Topics } = await sns.send(new ListTopicsCommand({}));

    expect(Topics?.map(({ TopicArn }) => TopicArn)).toEqual([
      "arn:aws:sns:eu-west-1:111122223333:driftwheel-page",
      "arn:aws:sns:eu-west-1:111122223333:driftwheel-notify",
      "arn:aws:sns:eu-west-1:111122223333:driftwheel-info",
    ]);
  });

  it("keeps every message for who started the server", async () => {
    const TopicArn = await topic("kept");

    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn,
        Subject: "frost: the rollout was rolled back",
        Message: "Errors rose <from> 0.1% & to 4%.\nSee entry 12.",
        MessageAttributes: { severity: { DataType: "String", StringValue: "page" } },
      }),
    );

    expect(server.alerts().at(-1)).toMatchObject({
      id: MessageId,
      topicArn: TopicArn,
      subject: "frost: the rollout was rolled back",
      body: "Errors rose <from> 0.1% & to 4%.\nSee entry 12.",
      attributes: { severity: { type: "String", value: "page" } },
    });
  });

  it.each([
    [
      "that is not there",
      { TopicArn: "arn:aws:sns:eu-west-1:111122223333:none", Message: "m" },
      "NotFoundException",
    ],
    ["whose ARN is none", { TopicArn: "kept", Message: "m" }, "InvalidParameterException"],
    ["with a subject of two lines", { Subject: "a\nb", Message: "m" }, "InvalidParameterException"],
    [
      "in a structure that is no JSON",
      { MessageStructure: "json", Message: "{ default:" },
      "InvalidParameterException",
    ],
    [
      "in a structure without a default",
      { MessageStructure: "json", Message: '{ "email": "m" }' },
      "InvalidParameterException",
    ],
    [
      "in a structure that nobody knows",
      { MessageStructure: "xml", Message: "m" },
      "InvalidParameterException",
    ],
    ["with a message above 256 KB", { Message: "m".repeat(256 * 1024 + 1) }, "InvalidParameterException"],
  ])("refuses a message to one %s", async (_, input, name) => {
    const TopicArn = await topic("kept");

    await expect(sns.send(new PublishCommand({ TopicArn, ...input }))).rejects.toMatchObject({ name });
  });

  it("takes messages in batches", async () => {
    const { Successful, Failed } = await sns.send(
      new PublishBatchCommand({
        TopicArn: await topic("batch"),
        PublishBatchRequestEntries: [
          { Id: "1", Message: "first" },
          { Id: "2", Message: "second", Subject: "" },
        ],
      }),
    );

    expect(Successful?.map(({ Id }) => Id)).toEqual(["1"]);
    expect(Failed?.map(({ Id, Code }) => [Id, Code])).toEqual([["2", "InvalidParameter"]]);
  });

  it("says what it does not implement", async () => {
    const tagged = sns.send(new TagResourceCommand({ ResourceArn: await topic("kept"), Tags: [] }));

    await expect(tagged).rejects.toMatchObject({
      name: "InvalidAction",
      message: expect.stringContaining("does not implement the action TagResource"),
    });
  });
});

describe("an HTTP subscriber", () => {
  it("gets messages once it has visited the link that it was sent", async () => {
    const TopicArn = await topic("confirmed");
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }),
    );
    await sns.send(new PublishCommand({ TopicArn, Message: "too early" }));
    await expect.poll(() => received).toHaveLength(1);

    const asked = JSON.parse(received[0]?.body ?? "{}");
    await fetch(asked.SubscribeURL);
    await sns.send(new PublishCommand({ TopicArn, Subject: "hello", Message: "in time" }));
    await expect.poll(() => received).toHaveLength(2);

    expect(SubscriptionArn).toBe("pending confirmation");
    expect(asked).toMatchObject({ Type: "SubscriptionConfirmation", TopicArn, SignatureVersion: "1" });
    expect(received[0]?.headers["x-amz-sns-message-type"]).toBe("SubscriptionConfirmation");
    expect(received[1]?.headers["x-amz-sns-topic-arn"]).toBe(TopicArn);
    expect(JSON.parse(received[1]?.body ?? "{}")).toMatchObject({
      Type: "Notification",
      TopicArn,
      Subject: "hello",
      Message: "in time",
      Timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    });
  });

  it("gets its protocol's part of a message in parts, and everyone else the default", async () => {
    const TopicArn = await topic("in-parts");
    await sns.send(new SubscribeCommand({ TopicArn, Protocol: "http", Endpoint: endpoint }));
    await expect.poll(() => received).toHaveLength(1);
    const { Token } = JSON.parse(received[0]?.body ?? "{}");
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));

    const say = (parts: object) =>
      sns.send(new PublishCommand({ TopicArn, MessageStructure: "json", Message: JSON.stringify(parts) }));
    await say({ default: "for all", http: "for programs", email: "for people", other: 1 });
    await say({ default: "for all", email: "for people" });

    await expect.poll(() => received).toHaveLength(3);
    const bodies = received.slice(1).map(({ body }) => JSON.parse(body).Message);
    expect(new Set(bodies)).toEqual(new Set(["for all", "for programs"]));
    expect(server.alerts().at(-1)).toMatchObject({ body: "for all", bodies: { email: "for people" } });
  });

  it("gets only what its filter policy lets through", async () => {
    const TopicArn = await topic("filtered");
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: "http",
        Endpoint: endpoint,
        Attributes: {
          RawMessageDelivery: "true",
          FilterPolicy: JSON.stringify({ severity: ["page"], share: [{ numeric: [">=", 0.5] }] }),
        },
      }),
    );
    await expect.poll(() => received).toHaveLength(1);
    const { Token } = JSON.parse(received[0]?.body ?? "{}");
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));

    const say = (Message: string, severity: string, share: string) =>
      sns.send(
        new PublishCommand({
          TopicArn,
          Message,
          MessageAttributes: {
            severity: { DataType: "String", StringValue: severity },
            share: { DataType: "Number", StringValue: share },
          },
        }),
      );
    await say("not for me", "notify", "0.9");
    await say("too small", "page", "0.1");
    await say("for me", "page", "0.5");

    await expect.poll(() => received).toHaveLength(2);
    expect(received[1]?.body).toBe("for me");
  });

  it("must be on this machine", async () => {
    const subscribed = sns.send(
      new SubscribeCommand({
        TopicArn: await topic("kept"),
        Protocol: "https",
        Endpoint: "https://hooks.example.com/alerts",
      }),
    );

    await expect(subscribed).rejects.toMatchObject({ name: "InvalidParameterException" });
  });
});

describe("what SNS refuses and tells", () => {
  it("two entries of a batch have ids of their own", async () => {
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "distinct" }));
    const entry = { Id: "one", Message: "m" };

    await expect(
      sns.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries: [entry, entry] })),
    ).rejects.toMatchObject({ name: "BatchEntryIdsNotDistinctException" });
  });

  it("no topic is a FIFO topic, nor deduplicates", async () => {
    await expect(
      sns.send(new CreateTopicCommand({ Name: "in-order.fifo", Attributes: { FifoTopic: "true" } })),
    ).rejects.toMatchObject({ message: expect.stringContaining("does not implement FIFO topics") });
    const { TopicArn } = await sns.send(new CreateTopicCommand({ Name: "standard" }));
    await expect(
      sns.send(new PublishCommand({ TopicArn, Message: "m", MessageDeduplicationId: "1" })),
    ).rejects.toMatchObject({ message: expect.stringContaining("not valid for this topic type") });
  });

  it("a topic has the display name that it was made with", async () => {
    const create = () =>
      sns.send(new CreateTopicCommand({ Name: "shown", Attributes: { DisplayName: "Tides" } }));
    const { TopicArn } = await create();
    const shown = async () =>
      (await sns.send(new GetTopicAttributesCommand({ TopicArn }))).Attributes?.DisplayName;

    expect(await shown()).toBe("Tides");
    await sns.send(new DeleteTopicCommand({ TopicArn }));
    await sns.send(new CreateTopicCommand({ Name: "shown" }));
    expect(await shown()).toBe("");
  });
});
