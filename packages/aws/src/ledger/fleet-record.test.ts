import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startDynamoDb, type TestDynamoDb } from "../testing/dynamodb.ts";
import { dynamoFleetRecords } from "./fleet-record.ts";

let database: TestDynamoDb;
beforeAll(async () => {
  database = await startDynamoDb();
});
afterAll(() => database.close());

it("models are remembered with their policies until they are forgotten", async () => {
  await database.createTable("fleet");
  const records = dynamoFleetRecords({ table: "fleet", client: database.newClient({}) });
  expect([...(await records.read())]).toEqual([]);

  const [tides, dunes] = [policyFor("tides"), policyFor("dunes")];
  await records.keep("tides", tides);
  await records.keep("dunes", dunes);
  await records.keep("dunes", { ...dunes, approve: "automatically" });
  const kept = await records.read();
  expect([...kept.keys()].toSorted()).toEqual(["dunes", "tides"]);
  expect(kept.get("tides")).toEqual(JSON.parse(JSON.stringify(tides)));

  await records.forget("tides");
  await records.forget("tides");
  expect([...(await records.read()).keys()]).toEqual(["dunes"]);
});
