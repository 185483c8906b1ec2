import { errorOf, type Item, keyOf, readItem } from "./items.ts";
import type { Reply } from "./reply.ts";
import type { Tables } from "./tables.ts";

/** Writes an item; when its condition does not hold, the error comes with the item as it is. */
export async function afterFailedCheck(
  operation: "PutItem" | "UpdateItem" | "DeleteItem",
  request: Readonly<Record<string, unknown>>,
  tables: Tables,
): Promise<Reply> {
  const reply = await tables.ask(operation, request);
  if (reply.status === 200 || errorOf(reply.text).code !== "ConditionalCheckFailedException") return reply;
  // The model has made sure of them.
  const { TableName, Item: item, Key } = request as { TableName: string; Item?: Item; Key?: Item };
  const key = Key ?? (await keyOf(TableName, item ?? {}, tables));
  const existing = await readItem(TableName, key, tables);
  if (!existing) return reply;
  // The service writes the message with a capital letter here.
  const { message: Message, ...rest } = JSON.parse(reply.text) as Readonly<Record<string, unknown>>;
  return { status: reply.status, text: JSON.stringify({ ...rest, Message, Item: existing }) };
}
