import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import type { IdleLedger } from "@driftwheel/core/idle/ports.ts";
import { accountName } from "@driftwheel/core/policy/rules/idle.ts";
import { dynamoEntries } from "./ledger.ts";

/** The account's own ledger, in the table of the models' ledgers, as that of a model of the account's name. */
export function dynamoIdleLedger(table: {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}): IdleLedger {
  const entries = dynamoEntries<IdleEntry>(table, (entry) => entry);
  return {
    read: () => entries.read(accountName),
    append: (appended) => entries.append(accountName, appended),
  };
}
