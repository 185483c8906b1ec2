import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type {
  DeliveryRecord,
  DeliveryStore,
  SubscriptionStatus,
} from "@driftwheel/core/webhooks/delivery.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";
import { attributesOf, deliveryAttributes, deliveryKey, deliveryOf } from "./delivery-item.ts";
import { queryDeliveries } from "./delivery-page.ts";

export interface DeliveryTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

/** A later execution has the last word. */
const ifNotLater = "attribute_not_exists(sk) OR #execution <= :execution";

/**
 * The delivery log in the ledger's table: `pk` SUBSCRIPTION#<name>, `sk` DELIVERY#<time of the entry>#<webhook-id>, so
 * that a subscription's deliveries lie in the order of their entries. The time is in the id too, so one delivery is
 * found by its id alone. `sk` STATUS is there while the subscription is disabled.
 */
export function dynamoDeliveryLog({ table, client }: DeliveryTable): DeliveryStore {
  const dynamo = () => client ?? dynamoDb();

  async function status(subscription: string): Promise<SubscriptionStatus> {
    const { Item } = await dynamo().send(
      new GetItemCommand({ TableName: table, Key: statusKey(subscription), ConsistentRead: true }),
    );
    return {
      name: subscription,
      status: Item ? "disabled" : "live",
      since: Item?.since?.S ?? null,
      why: Item?.why?.S ?? null,
    };
  }

  /** Writes what changes and leaves the entry, unless one is given. */
  async function write(delivery: DeliveryRecord, entry: Entry | null, condition: string): Promise<void> {
    const key = deliveryKey(delivery.subscription, delivery.id);
    if (key === null) throw new Error(`${delivery.id} is no webhook-id of ours.`);
    const values = Object.entries(attributesOf(delivery, entry));
    try {
      await dynamo().send(
        new UpdateItemCommand({
          TableName: table,
          Key: key,
          UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(", ")}`,
          ConditionExpression: condition,
          ExpressionAttributeNames: Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
        }),
      );
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
    }
  }

  async function item(subscription: string, id: string, names: readonly string[]) {
    const key = deliveryKey(subscription, id);
    if (key === null) return undefined;
    const { Item } = await dynamo().send(
      new GetItemCommand({
        TableName: table,
        Key: key,
        ConsistentRead: true,
        ProjectionExpression: names.map((name) => `#${name}`).join(", "),
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      }),
    );
    return Item;
  }

  async function disable(subscription: string, why: string, at: string): Promise<"disabled" | "already"> {
    try {
      await dynamo().send(
        new PutItemCommand({
          TableName: table,
          Item: { ...statusKey(subscription), why: { S: why }, since: { S: at } },
          // The same reason at the same time is the same doing, told twice.
          ConditionExpression: "attribute_not_exists(sk) OR (#why = :why AND #since = :since)",
          ExpressionAttributeNames: { "#why": "why", "#since": "since" },
          ExpressionAttributeValues: { ":why": { S: why }, ":since": { S: at } },
        }),
      );
      return "disabled";
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return "already";
      throw error;
    }
  }

  return {
    deliveries: (subscription, query) =>
      named(`reading deliveries to ${subscription}`, () =>
        queryDeliveries({ dynamo: dynamo(), table }, subscription, query),
      ),
    delivery: (subscription, id) =>
      named(`reading delivery ${id}`, async () => {
        const found = await item(subscription, id, deliveryAttributes);
        return found ? deliveryOf(found) : null;
      }),
    entry: (subscription, id) =>
      named(`reading delivery ${id}`, async () => {
        const found = await item(subscription, id, ["entry"]);
        // Only open() writes it.
        return found?.entry?.S === undefined ? null : (JSON.parse(found.entry.S) as Entry);
      }),
    open: (delivery, entry) =>
      named(`writing delivery ${delivery.id}`, () => write(delivery, entry, ifNotLater)),
    introduce: (delivery, entry) =>
      named(`writing delivery ${delivery.id}`, () => write(delivery, entry, "attribute_not_exists(sk)")),
    put: (delivery) => named(`writing delivery ${delivery.id}`, () => write(delivery, null, ifNotLater)),
    status: (subscription) => named(`reading the status of ${subscription}`, () => status(subscription)),
    disable: (subscription, why, at) =>
      named(`disabling ${subscription}`, () => disable(subscription, why, at)),
    enable: (subscription) =>
      named(`enabling ${subscription}`, async () => {
        await dynamo().send(new DeleteItemCommand({ TableName: table, Key: statusKey(subscription) }));
      }),
  };
}

function statusKey(subscription: string): Record<string, AttributeValue> {
  return { pk: { S: `SUBSCRIPTION#${subscription}` }, sk: { S: "STATUS" } };
}

async function named<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
