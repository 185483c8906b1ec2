import { rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { beforeAll, describe, expect, it } from "vitest";
import { startInstalled } from "./package/installed-server.ts";
import { driftwheel, folderWith, packed, root } from "./package/own-folder.ts";

let folder: string;
let keeper: string;
beforeAll(() => {
  folder = folderWith(packed());
  keeper = join(folder, "node_modules/classic-level");
  // Packing takes half a minute, and on a busy machine many times that.
}, 600_000);

/** Starts the small AWS on the folder's state, asks its DynamoDB, and stops it. */
async function asked<Answer>(ask: (tables: DynamoDBClient) => Promise<Answer>): Promise<Answer> {
  const server = await startInstalled(folder, "--no-functions", "--state", "kept");
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

  it("says what to install where nothing keeps its state", () => {
    const { status, stdout, stderr } = driftwheel(folder, ["local", "--state", "kept"]);
    expect({ status, stdout }).toEqual({ status: 1, stdout: "" });
    expect(stderr).toMatch(/^--state needs the package classic-level, [^\n]+npm install [^\n]+\n$/);
  });
});
