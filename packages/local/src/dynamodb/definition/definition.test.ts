import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
} from "@aws-sdk/client-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nothingKept } from "../../state/state.ts";
import { openTables } from "../tables.ts";
import { type TestTable, testTable } from "../testing/table.ts";
import { changeTable } from "./change-table.ts";
import { SettingsOfTables } from "./table-settings.ts";
import { deleteExpired } from "./time-to-live.ts";

let table: TestTable;
beforeAll(async () => {
  table = await testTable();
});
afterAll(() => table.close());

describe("deletion protection", () => {
  const TableName = "kept-accounts";
  const isProtected = async () =>
    (await table.dynamo.send(new DescribeTableCommand({ TableName }))).Table?.DeletionProtectionEnabled;
  const remove = () => table.dynamo.send(new DeleteTableCommand({ TableName }));

  it("is off unless asked for, and keeps a table until it is taken away", async () => {
    const plain = await table.dynamo.send(new DescribeTableCommand({ TableName: table.TableName }));
    expect(plain.Table?.DeletionProtectionEnabled).toBe(false);

    const created = await table.dynamo.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        DeletionProtectionEnabled: true,
      }),
    );
    expect(created.TableDescription?.DeletionProtectionEnabled).toBe(true);
    await expect(remove()).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("protected against deletion"),
    });
    expect(await isProtected()).toBe(true);

    const changed = await table.dynamo.send(
      new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }),
    );
    expect(changed.TableDescription).toMatchObject({ TableName, DeletionProtectionEnabled: false });
    await remove();
    await expect(isProtected()).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });

  it("cannot be asked of a table that is not there", async () => {
    await expect(
      table.dynamo.send(new UpdateTableCommand({ TableName: "nowhere", DeletionProtectionEnabled: true })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});

describe("time to live", () => {
  const TableName = "accounts";
  const set = (Enabled: boolean, AttributeName: string, of = TableName) =>
    table.dynamo.send(
      new UpdateTimeToLiveCommand({
        TableName: of,
        TimeToLiveSpecification: { Enabled, AttributeName },
      }),
    );
  const described = async () =>
    (await table.dynamo.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;

  it("is described as it was set, and is not set twice, nor by two attributes", async () => {
    expect(await described()).toEqual({ TimeToLiveStatus: "DISABLED" });
    await expect(set(false, "until")).rejects.toMatchObject({ message: "TimeToLive is already disabled" });

    expect((await set(true, "until")).TimeToLiveSpecification).toEqual({
      Enabled: true,
      AttributeName: "until",
    });
    expect(await described()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "until" });
    await expect(set(true, "until")).rejects.toMatchObject({ message: "TimeToLive is already enabled" });
    await expect(set(true, "end")).rejects.toMatchObject({
      message: "TimeToLive is active on a different AttributeName: current AttributeName is until",
    });

    await set(false, "until");
    expect(await described()).toEqual({ TimeToLiveStatus: "DISABLED" });
    await expect(set(true, "until", "nowhere")).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });

  it("is that of the deployed table for the ledger's", async () => {
    const { TimeToLiveDescription } = await table.dynamo.send(
      new DescribeTimeToLiveCommand({ TableName: "driftwheel-ledger" }),
    );
    expect(TimeToLiveDescription).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expires" });
  });

  it("deletes what has expired: numbers of the last five years, and nothing else", async () => {
    const tables = openTables({ region: "eu-west-1", account: "111122223333", log: () => {} }, null);
    await changeTable(
      "CreateTable",
      {
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      },
      tables,
      new SettingsOfTables(nothingKept),
    );
    const now = Date.parse("2026-05-01T12:00:00Z");
    const second = now / 1_000;
    const untils = {
      past: { N: String(second - 1) },
      present: { N: String(second) },
      future: { N: String(second + 1) },
      ancient: { N: String(second - 6 * 365 * 86_400) },
      text: { S: String(second - 1) },
    };
    for (const [id, until] of Object.entries(untils)) {
      await tables.ask("PutItem", { TableName, Item: { id: { S: id }, until } });
    }
    await tables.ask("PutItem", { TableName, Item: { id: { S: "without" } } });

    expect(await deleteExpired(TableName, "until", tables, now)).toBe(2);

    const { text } = await tables.ask("Scan", { TableName });
    const left: { readonly Items: readonly { readonly id: { readonly S: string } }[] } = JSON.parse(text);
    expect(left.Items.map(({ id }) => id.S).toSorted()).toEqual(["ancient", "future", "text", "without"]);
    await tables.close();
  });

  it("is forgotten with the table", () => {
    const settings = new SettingsOfTables(nothingKept);
    settings.set("arn:aws:dynamodb:eu-west-1:111122223333:table/tides", { expiryAttribute: "until" });
    expect(settings.expiring()).toEqual([["tides", "until"]]);
    settings.forget("tides");
    expect(settings.expiring()).toEqual([]);
  });
});
