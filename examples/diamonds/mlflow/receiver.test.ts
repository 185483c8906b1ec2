import { randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startReceiver } from "./receiver.ts";
import { Registry } from "./registry.ts";

const arn = (version: number) => `arn:aws:sagemaker:us-east-1:111122223333:model-package/diamonds/${version}`;
const key = `whsec_${randomBytes(24).toString("base64")}`;

/** What MLflow was asked for, but for searches. */
let asked: unknown[];
/** The packages that it knows, each as the version of its number. */
let known: number[];
let mlflow: Server;
let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeEach(async () => {
  asked = [];
  known = [1, 2];
  mlflow = createServer((request, response) => {
    void text(request).then((body) => {
      const path = request.url?.replace("/api/2.0/mlflow/", "").replace(/\?.*/, "");
      if (path !== "model-versions/search") asked.push([request.method, path, JSON.parse(body)]);
      const versions = known.map((version) => ({
        version: String(version),
        tags: [{ key: "sagemaker_package_arn", value: arn(version) }],
      }));
      response.end(JSON.stringify({ model_versions: versions }));
    });
  });
  await new Promise<void>((resolve) => mlflow.listen(0, "127.0.0.1", resolve));
  const address = mlflow.address();
  if (address === null || typeof address === "string") throw new Error("There is no port.");
  receiver = await startReceiver(new Registry(`http://127.0.0.1:${address.port}`, "diamonds"), key, () => {});
});
afterEach(async () => {
  await receiver.stop();
  mlflow.close();
});

async function send(kind: string, data: object, signedWith = key): Promise<number> {
  const body = JSON.stringify({ data: { kind, because: "It was better.", data } });
  const response = await fetch(receiver.url, {
    method: "POST",
    body,
    headers: {
      "webhook-id": "msg_1",
      "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
      "webhook-signature": new Webhook(signedWith).sign("msg_1", new Date(), body),
    },
  });
  return response.status;
}

const model = { name: "diamonds", version: "2" };
const state = (value: string) => [
  "POST",
  "model-versions/set-tag",
  { ...model, key: "driftwheel_state", value },
];

describe("the receiver of Driftwheel's webhooks", () => {
  it("gives the version that was promoted the alias champion, and takes the other from it", async () => {
    expect(await send("rollout-promoted", { challenger: { package: arn(2), version: 2 } })).toBe(202);
    await vi.waitFor(() =>
      expect(asked).toEqual([
        state("promoted"),
        ["POST", "registered-models/alias", { ...model, alias: "champion" }],
        ["DELETE", "registered-models/alias", { name: "diamonds", alias: "challenger" }],
      ]),
    );
  });

  it("tags a version that was rolled back with the reason, and leaves the champion", async () => {
    expect(await send("rollout-rolled-back", { challenger: { package: arn(2), version: 2 } })).toBe(202);
    await vi.waitFor(() =>
      expect(asked).toEqual([
        state("rolled back: It was better."),
        ["DELETE", "registered-models/alias", { name: "diamonds", alias: "challenger" }],
      ]),
    );
  });

  it("keeps a message whose package is not in MLflow yet, and holds back no other package's", async () => {
    expect(await send("approval-requested", { package: arn(3), version: 3 })).toBe(202);
    expect(await send("candidate-rejected", { package: arn(2), version: 2 })).toBe(202);
    await vi.waitFor(() => expect(asked).toEqual([state("rejected: It was better.")]));
    known.push(3);
    await vi.waitFor(() =>
      expect(asked.at(-1)).toEqual([
        "POST",
        "model-versions/set-tag",
        { name: "diamonds", version: "3", key: "driftwheel_state", value: "waits for approval" },
      ]),
    );
  });

  it("refuses what is not signed by the subscription's key", async () => {
    const other = `whsec_${randomBytes(24).toString("base64")}`;
    expect(await send("approval-requested", { package: arn(2), version: 2 }, other)).toBe(401);
    expect(asked).toEqual([]);
  });
});
