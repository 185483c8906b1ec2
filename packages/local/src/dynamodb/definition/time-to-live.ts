import type { Item } from "../items.ts";
import { failure, type Reply } from "../reply.ts";
import type { Tables } from "../tables.ts";
import type { SettingsOfTables } from "./table-settings.ts";

export interface TimeToLiveRequest {
  readonly TableName: string;
  readonly TimeToLiveSpecification: { readonly Enabled: boolean; readonly AttributeName: string };
}

/** Sets by which attribute a table's items expire, or that they do no more; at once, where AWS takes up to an hour. */
export async function updateTimeToLive(
  { TableName, TimeToLiveSpecification }: TimeToLiveRequest,
  tables: Tables,
  settings: SettingsOfTables,
): Promise<Reply> {
  const described = await tables.ask("DescribeTimeToLive", { TableName });
  if (described.status !== 200) return described;
  const { Enabled, AttributeName } = TimeToLiveSpecification;
  const current = settings.of(TableName).expiryAttribute;
  if (!Enabled && current === null) return failure("ValidationException", "TimeToLive is already disabled");
  if (Enabled && current === AttributeName) {
    return failure("ValidationException", "TimeToLive is already enabled");
  }
  if (current !== null && current !== AttributeName) {
    return failure(
      "ValidationException",
      `TimeToLive is active on a different AttributeName: current AttributeName is ${current}`,
    );
  }
  settings.set(TableName, { expiryAttribute: Enabled ? AttributeName : null });
  return { status: 200, text: JSON.stringify({ TimeToLiveSpecification }) };
}

export async function describeTimeToLive(
  request: { readonly TableName: string },
  tables: Tables,
  settings: SettingsOfTables,
): Promise<Reply> {
  const described = await tables.ask("DescribeTimeToLive", request);
  const AttributeName = settings.of(request.TableName).expiryAttribute;
  if (described.status !== 200 || AttributeName === null) return described;
  const TimeToLiveDescription = { TimeToLiveStatus: "ENABLED", AttributeName };
  return { status: 200, text: JSON.stringify({ TimeToLiveDescription }) };
}

const fiveYears = 5 * 365 * 86_400;

/**
 * Deletes a table's items that have expired. An attribute that is no number, or more than five years ago, expires nothing.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 *
 * @param now milliseconds since 1970
 * @returns how many it deleted
 */
export async function deleteExpired(
  table: string,
  attribute: string,
  tables: Tables,
  now: number,
): Promise<number> {
  const seconds = Math.floor(now / 1_000);
  const described = await tables.ask("DescribeTable", { TableName: table });
  if (described.status !== 200) return 0;
  // Dynalite's answer, which has it.
  const { Table } = JSON.parse(described.text) as {
    readonly Table: { readonly KeySchema: readonly { readonly AttributeName: string }[] };
  };
  let deleted = 0;
  let ExclusiveStartKey: Item | undefined;
  do {
    const { status, text } = await tables.ask("Scan", {
      TableName: table,
      FilterExpression: "#expiry BETWEEN :from AND :now",
      ExpressionAttributeNames: { "#expiry": attribute },
      ExpressionAttributeValues: {
        ":from": { N: String(seconds - fiveYears) },
        ":now": { N: String(seconds) },
      },
      ...(ExclusiveStartKey === undefined ? {} : { ExclusiveStartKey }),
    });
    if (status !== 200) throw new Error(`${table} cannot be searched for expired items: ${text}`);
    // Dynalite's answer, which has them.
    const page = JSON.parse(text) as { readonly Items: readonly Item[]; readonly LastEvaluatedKey?: Item };
    for (const item of page.Items) {
      const Key = Object.fromEntries(
        Table.KeySchema.map(({ AttributeName }) => [AttributeName, item[AttributeName]]),
      );
      await tables.ask("DeleteItem", { TableName: table, Key });
      deleted += 1;
    }
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined);
  return deleted;
}
