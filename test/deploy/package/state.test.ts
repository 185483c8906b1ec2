import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import {
  CreateTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  TransactWriteItemsCommand,
} from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { startInstalled } from "./installed-server.ts";
import { driftwheel, folderWithPackage, root } from "./own-folder.ts";

let folder: string;
let keeper: string;
beforeAll(() => {
  folder = folderWithPackage();
  keeper = join(folder, "node_modules/classic-level");
});

/** Starts the small AWS, asks its DynamoDB, and stops it. */
async function asked<Answer>(
  ask: (tables: DynamoDBClient) => Promise<Answer>,
  options: readonly string[] = ["--state", "kept"],
): Promise<Answer> {
  const server = await startInstalled(folder, "--no-functions", ...options);
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const tables = new DynamoDBClient({ endpoint: server.url, region: "eu-west-1", credentials });
  try {
    return await ask(tables);
  } finally {
    tables.destroy();
    await server.stop();
  }
}

describe("the small AWS of the package", () => {
  it("keeps tables from one start to the next, where what keeps them is installed", async () => {
    symlinkSync(join(root, "node_modules/classic-level"), keeper);
    await asked((tables) =>
      tables.send(
        new CreateTableCommand({
          TableName: "tides",
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "harbour", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "harbour", KeyType: "HASH" }],
        }),
      ),
    );
    const { TableNames } = await asked((tables) => tables.send(new ListTablesCommand()));
    rmSync(keeper);

    expect(TableNames).toContain("tides");
  });

  it("writes under a condition, all or nothing", async () => {
    const Put = {
      TableName: "driftwheel-ledger",
      Item: { pk: { S: "MODEL#frost" }, sk: { S: "ENTRY#1" } },
      ConditionExpression: "attribute_not_exists(pk)",
    };
    const write = new TransactWriteItemsCommand({ TransactItems: [{ Put }] });
    const twice = asked(async (tables) => {
      await tables.send(write);
      await tables.send(write);
    }, []);
    await expect(twice).rejects.toMatchObject({ name: "TransactionCanceledException" });
  });

  it("says what to install where nothing keeps its state", () => {
    const { status, stdout, stderr } = driftwheel(folder, ["local", "--state", "kept"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^--state needs the package classic-level, [^\n]+npm install [^\n]+\n$/);
  });
});
