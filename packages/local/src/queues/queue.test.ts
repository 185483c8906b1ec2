import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterEach, describe, expect, it } from "vitest";
import { Queue, type QueueSettings } from "./queue.ts";

type Handle = (event: SQSEvent) => Promise<SQSBatchResponse | undefined>;

const open: Queue[] = [];
const queueOf = (handle: Handle, settings: Partial<QueueSettings> = {}) => {
  const queue = new Queue({
    name: "driftwheel-drift",
    region: "eu-west-1",
    account: "111122223333",
    settings: { retryDelay: 20, ...settings },
    log: () => {},
    warn: () => {},
    // The queue hands nothing but SQS events over.
    invoke: (event) => handle(event as SQSEvent),
  });
  open.push(queue);
  return queue;
};

afterEach(async () => {
  await Promise.all(open.splice(0).map((queue) => queue.close()));
});

describe("a queue", () => {
  it("hands messages over in batches, in the shape that Lambda uses", async () => {
    const batches: SQSEvent[] = [];
    const queue = queueOf(async (event) => void batches.push(event), { batchSize: 2 });

    for (const body of ["a", "b", "c"]) queue.send(body);
    await expect.poll(() => queue.idle).toBe(true);

    expect(batches.map(({ Records }) => Records.map(({ body }) => body))).toEqual([["a", "b"], ["c"]]);
    expect(batches[0]?.Records[0]).toMatchObject({
      eventSource: "aws:sqs",
      eventSourceARN: "arn:aws:sqs:eu-west-1:111122223333:driftwheel-drift",
      awsRegion: "eu-west-1",
      md5OfBody: "0cc175b9c0f1b6a831c399e269772661",
      attributes: { ApproximateReceiveCount: "1" },
    });
  });

  it("delivers again only what the function names as failed", async () => {
    const seen: string[] = [];
    const queue = queueOf(async ({ Records }) => {
      seen.push(...Records.map(({ body, attributes }) => `${body}${attributes.ApproximateReceiveCount}`));
      const failed = Records.filter(
        ({ body, attributes }) => body === "b" && attributes.ApproximateReceiveCount === "1",
      );
      return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
    });

    for (const body of ["a", "b", "c"]) queue.send(body);
    await expect.poll(() => queue.idle).toBe(true);

    expect(seen).toEqual(["a1", "b1", "c1", "b2"]);
    expect(queue.deadLetters).toEqual([]);
  });

  it("delivers the whole batch again when the function throws or names a message it never had", async () => {
    const answers = [
      () => Promise.reject(new Error("no ledger")),
      () => Promise.resolve({ batchItemFailures: [{ itemIdentifier: "of another batch" }] }),
    ];
    let calls = 0;
    const queue = queueOf(async () => {
      const answer = answers[calls];
      calls += 1;
      return await answer?.();
    });

    queue.send("a");
    await expect.poll(() => queue.idle).toBe(true);

    expect(calls).toBe(3);
  });

  it("keeps what fails again and again in the dead-letter queue, with the reason, and goes on", async () => {
    const handled: string[] = [];
    const queue = queueOf(
      async ({ Records }) => {
        const bodies = Records.map(({ body }) => body);
        if (bodies.includes("poison")) throw new TypeError("detail.ModelPackageArn is missing");
        handled.push(...bodies);
        return undefined;
      },
      { batchSize: 1, maxReceiveCount: 3 },
    );

    queue.send("poison");
    queue.send("good");
    await expect.poll(() => queue.idle).toBe(true);

    expect(handled).toEqual(["good"]);
    expect(queue.deadLetters).toMatchObject([
      {
        queue: "driftwheel-drift",
        body: "poison",
        receiveCount: 3,
        error: "TypeError: detail.ModelPackageArn is missing",
      },
    ]);
  });

  it("delivers a message a second time when the function does not answer before it becomes visible", async () => {
    let calls = 0;
    const queue = queueOf(
      async () => {
        calls += 1;
        await new Promise((resolve) => {
          setTimeout(resolve, calls === 1 ? 120 : 0);
        });
        return undefined;
      },
      { visibilityTimeout: 50 },
    );

    queue.send("slow");
    await expect.poll(() => queue.idle).toBe(true);

    expect(calls).toBe(2);
    expect(queue.deadLetters).toEqual([]);
  });
});
