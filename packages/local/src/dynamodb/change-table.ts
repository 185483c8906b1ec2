import { setImmediate } from "node:timers/promises";
import type { Reply, Tables } from "./tables.ts";

const changing = /"(?:Table|Index)Status":"(?:CREATING|UPDATING|DELETING)"/;

/**
 * Makes, changes or deletes a table, and answers when that is done, though with the state that it was in at first. Who
 * waits for it finds it at the first look: boto3's waiters look again after twenty seconds.
 */
export async function changeTable(
  operation: "CreateTable" | "UpdateTable" | "DeleteTable",
  request: Readonly<Record<string, unknown>>,
  tables: Tables,
): Promise<Reply> {
  const reply = await tables.ask(operation, request);
  if (reply.status !== 200) return reply;
  const look = async () => (await tables.ask("DescribeTable", { TableName: request.TableName })).text;
  while (changing.test(await look())) await setImmediate();
  return reply;
}
