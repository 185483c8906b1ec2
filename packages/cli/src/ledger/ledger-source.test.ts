import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import dynalite from "dynalite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sampleLedger } from "../../test/sample-ledger.ts";
import { type } from "../../test/terminal.ts";
import { clientSettings } from "../api/aws-client.ts";

let server: Server;
let endpointUrl = "";

beforeAll(async () => {
  server = dynalite({ createTableMs: 0 });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has an address of this form.
  endpointUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new DynamoDBClient(clientSettings({ endpointUrl }, {}));
  await client.send(
    new CreateTableCommand({
      TableName: "driftwheel-ledger",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    }),
  );
  const store = dynamoLedger({ client, table: "driftwheel-ledger" });
  await store.append("frost", sampleLedger.slice(0, 5));
  await store.append("frost", sampleLedger.slice(5));
  client.destroy();
});

afterAll(() => {
  server.close();
  server.closeAllConnections();
});

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
