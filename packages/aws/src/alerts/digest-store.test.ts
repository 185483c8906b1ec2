import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type OfferedAlert, offer, seal, sent } from "@driftwheel/core/alerts/digest-state.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { dynamoDigestStore } from "./digest-store.ts";

let database: TestDynamoDb;
/** As another process would have it. */
const newClient = () => database.newClient({ maxAttempts: 1 });

beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.close());

const settings = { storm: { above: 3, within: 600_000 } };
const now = new Date("2026-08-03T10:00:00.000Z");
const alert = (number: number): OfferedAlert => ({
  token: `driftwheel-tides-${number}-send-alert`,
  model: `tides-${number}`,
  key: `tides-${number}/drift`,
  kind: "drift-confirmed",
  severity: "notify",
  subject: "drift confirmed",
  event: "raised",
});

it("counts every alert once, whoever else writes at the same time", async () => {
  await database.createTable("together");
  const offered = async (number: number) => {
    const store = dynamoDigestStore({ table: "together", client: newClient() });
    return store.change((before) => {
      const { state: after, decision } = offer(before, alert(number), settings, now);
      return { state: after, answer: decision };
    });
  };
  const decisions = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 1, 2].map(offered));
  expect(decisions.filter((decision) => decision === "now").length).toBeGreaterThanOrEqual(3);
  const store = dynamoDigestStore({ table: "together", client: newClient() });
  const { told, open } = await store.change((before) => ({ state: before, answer: before }));
  expect([told.length, open?.count]).toEqual([3, 5]);
});

it("keeps a sealed digest until it is known to be sent", async () => {
  await database.createTable("sealed");
  const process = () => dynamoDigestStore({ table: "sealed", client: newClient() });
  for (const number of [1, 2, 3, 4]) {
    await process().change((state) => ({ ...offer(state, alert(number), settings, now), answer: null }));
  }
  const later = new Date(now.getTime() + 600_000);
  const sealIt = () =>
    process().change((state) => {
      const { state: after, digest } = seal(state, settings, later);
      return { state: after, answer: digest };
    });
  const first = await sealIt();
  expect(first?.count).toBe(1);
  expect(await sealIt()).toEqual(first);
  await process().change((state) => ({ state: sent(state, first?.id ?? ""), answer: null }));
  expect(await sealIt()).toBeNull();
});

it("is to be asked again when it cannot be reached", async () => {
  const client = new DynamoDBClient({
    region: "eu-north-1",
    endpoint: "http://127.0.0.1:9",
    credentials: { accessKeyId: "any", secretAccessKey: "any" },
    maxAttempts: 1,
  });
  const asked = dynamoDigestStore({ table: "together", client }).change((state) => ({ state, answer: null }));
  await expect(asked).rejects.toBeInstanceOf(TransientError);
  client.destroy();
});
