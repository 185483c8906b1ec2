import { randomUUID } from "node:crypto";
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";

interface DeliveryTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: () => DynamoDBClient;
}

interface DeliveryName {
  readonly source: string;
  readonly digest: string;
}

/** Milliseconds, longer than the function `hooks` may run: a claim that is older is a dead process's. */
export const claimLasts = 60_000;

/**
 * The record of inbound webhooks, in the ledger's table: `pk` HOOK#<source>, `sk` DELIVERY#<digest>. Items are some
 * 200 bytes and are never removed, because a captured request may come back whenever it likes.
 */
export function dynamoHookDeliveries({ table, client = dynamoDb }: DeliveryTable) {
  const keyOf = ({ source, digest }: DeliveryName) => ({
    pk: { S: `HOOK#${source}` },
    sk: { S: `DELIVERY#${digest}` },
  });

  async function claim(delivery: DeliveryName, now: Date, done: boolean) {
    const token = randomUUID();
    const put = new PutItemCommand({
      TableName: table,
      Item: {
        ...keyOf(delivery),
        token: { S: token },
        done: { BOOL: done },
        claimed: { N: String(now.getTime()) },
      },
      ConditionExpression: "attribute_not_exists(sk) OR (#done = :no AND #claimed < :stale)",
      ExpressionAttributeNames: { "#done": "done", "#claimed": "claimed" },
      ExpressionAttributeValues: {
        ":no": { BOOL: false },
        ":stale": { N: String(now.getTime() - claimLasts) },
      },
    });
    try {
      await client().send(put);
      return { result: "claimed", token } as const;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const { Item } = await client().send(
        new GetItemCommand({ TableName: table, Key: keyOf(delivery), ConsistentRead: true }),
      );
      // The SDK repeats a write whose answer was lost, and then meets its own item.
      if (Item?.token?.S === token) return { result: "claimed", token } as const;
      // It may have been given back in between: then the next copy is the first.
      return { result: Item?.done?.BOOL === true ? "repeated" : "under-way" } as const;
    }
  }

  return {
    claim: (delivery: DeliveryName, now: Date, done: boolean) =>
      named(`claiming a webhook of ${delivery.source}`, () => claim(delivery, now, done)),

    confirm: (delivery: DeliveryName, token: string) =>
      named(`confirming a webhook of ${delivery.source}`, async () => {
        await client().send(
          new UpdateItemCommand({
            TableName: table,
            Key: keyOf(delivery),
            // Whoever took the claim over acts on the same thing, so that it was acted on is true all the same.
            UpdateExpression: "SET #done = :yes, #token = if_not_exists(#token, :token)",
            ExpressionAttributeNames: { "#done": "done", "#token": "token" },
            ExpressionAttributeValues: { ":yes": { BOOL: true }, ":token": { S: token } },
          }),
        );
      }),

    release: (delivery: DeliveryName, token: string) =>
      named(`giving back a webhook of ${delivery.source}`, async () => {
        const remove = new DeleteItemCommand({
          TableName: table,
          Key: keyOf(delivery),
          ConditionExpression: "#token = :token",
          ExpressionAttributeNames: { "#token": "token" },
          ExpressionAttributeValues: { ":token": { S: token } },
        });
        try {
          await client().send(remove);
        } catch (error) {
          // Someone took it over, and it is theirs now.
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }),
  };
}

async function named<T>(doing: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw failure(error, doing);
  }
}
