import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import { startDynamoDb, type TestDynamoDb } from "@driftwheel/aws/testing/dynamodb.ts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleLedger } from "../../test/sample-ledger.ts";
import { type } from "../../test/terminal.ts";

let database: TestDynamoDb;
let endpointUrl = "";

beforeAll(async () => {
  database = await startDynamoDb();
  endpointUrl = database.endpoint;
  await database.createTable("driftwheel-ledger");
  const store = dynamoLedger({ client: database.newClient(), table: "driftwheel-ledger" });
  await store.append("frost", sampleLedger.slice(0, 5));
  await store.append("frost", sampleLedger.slice(5));
});
afterAll(() => database.close());

test("--endpoint-url reads the ledger from DynamoDB", async () => {
  const { code, out } = await type(["ledger", "frost", "--json", "--endpoint-url", endpointUrl]);
  expect(code).toBe(0);
  expect(out.map((line) => JSON.parse(line))).toEqual(sampleLedger);
});

test("AWS_ENDPOINT_URL does the same", async () => {
  const { out } = await type(["explain", "frost", "5", "--json"], {
    environment: { AWS_ENDPOINT_URL: endpointUrl },
  });
  expect(JSON.parse(out[0] ?? "")).toMatchObject({
    entry: { sequence: 5 },
    signal: "drift-reported frost-prod 2",
  });
});

test.each([
  [["ledger", "snow"], 6, 'has no entries of model "snow"'],
  [["ledger", "frost", "--table", "other-table"], 1, 'Table "other-table" cannot be read: '],
])("%j is an error that names the table", async (words, expected, message) => {
  const { code, out, hints } = await type([...words, "--endpoint-url", endpointUrl]);
  expect({ code, out }).toEqual({ code: expected, out: [] });
  expect(hints[0]).toContain(message);
});
