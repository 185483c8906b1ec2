import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { Tables } from "./tables.ts";

/** Attributes as they are on the wire. */
export type Item = Readonly<Record<string, unknown>>;

const described = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }),
});
const found = z.object({ Item: z.record(z.string(), z.unknown()).optional() });

/** The attributes of an item that are its key; rejects with ServiceError when it lacks one. */
export async function keyOf(table: string, item: Item, tables: Tables): Promise<Item> {
  const { Table } = described.parse(await asked(tables, "DescribeTable", { TableName: table }));
  const names = Table.KeySchema.map(({ AttributeName }) => AttributeName);
  const missing = names.find((name) => item[name] === undefined);
  if (missing !== undefined) {
    throw new ServiceError(
      "ValidationException",
      `One or more parameter values were invalid: Missing the key ${missing} in the item`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, item[name]]));
}

export async function readItem(table: string, key: Item, tables: Tables): Promise<Item | undefined> {
  return found.parse(await asked(tables, "GetItem", { TableName: table, Key: key, ConsistentRead: true }))
    .Item;
}

/** @throws ServiceError of DynamoDB */
async function asked(tables: Tables, operation: string, input: object): Promise<unknown> {
  const { status, text } = await tables.ask(operation, input);
  if (status === 200) return JSON.parse(text);
  const { code, message } = errorOf(text);
  throw new ServiceError(code, message, status);
}

const error = z.object({
  __type: z.string(),
  message: z.string().optional(),
  Message: z.string().optional(),
});

export function errorOf(text: string): { readonly code: string; readonly message: string } {
  const { __type, message, Message } = error.parse(JSON.parse(text));
  return { code: __type.split("#").at(-1) ?? __type, message: message ?? Message ?? "" };
}
