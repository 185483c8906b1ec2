import type { Tables } from "../tables.ts";
import { changeTable } from "./change-table.ts";
import type { SettingsOfTables } from "./table-settings.ts";

/** Makes the ledger's table as it is deployed, unless it is there: one item for the entries of one decision, by model and first sequence number. */
export async function createLedgerTable(
  tables: Tables,
  settings: SettingsOfTables,
  name: string,
): Promise<void> {
  const { status, text } = await changeTable(
    "CreateTable",
    {
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [
        { AttributeName: "pk", AttributeType: "S" },
        { AttributeName: "sk", AttributeType: "S" },
      ],
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
    },
    tables,
    settings,
  );
  if (status !== 200 && !text.includes("ResourceInUseException")) {
    throw new Error(`The ledger's table cannot be made: ${text}`);
  }
  settings.set(name, { expiryAttribute: "expires" });
}
