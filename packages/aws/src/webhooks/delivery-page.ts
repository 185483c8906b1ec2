import { type AttributeValue, type DynamoDBClient, QueryCommand } from "@aws-sdk/client-dynamodb";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { DeliveryLog, DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { deliveryAttributes, deliveryKey, deliveryOf } from "./delivery-item.ts";

type Query = Parameters<DeliveryLog["deliveries"]>[1];

/** However few of them match, a page is made of no more deliveries than this. */
const mostRead = 1_000;
const readAtOnce = 200;

/**
 * A page of a subscription's deliveries, the latest entry's first. There is no index by status: the partition is read
 * in its order and sifted, a thousand deliveries a page at most, so a page may hold few or none although `next` says
 * that more follow. What is looked for by status is mostly recent, and deliveries are kept for ninety days only.
 *
 * @throws Refused when `after` is no delivery's id
 */
export async function queryDeliveries(
  { dynamo, table }: { readonly dynamo: DynamoDBClient; readonly table: string },
  subscription: string,
  { status, after, limit }: Query,
): Promise<{ deliveries: readonly DeliveryRecord[]; next: string | null }> {
  const deliveries: DeliveryRecord[] = [];
  let from = after === undefined ? undefined : startAfter(subscription, after);
  for (let read = 0; read < mostRead; read += readAtOnce) {
    const { Items = [], LastEvaluatedKey } = await dynamo.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :delivery)",
        ExpressionAttributeValues: {
          ":pk": { S: `SUBSCRIPTION#${subscription}` },
          ":delivery": { S: "DELIVERY#" },
          ...(status === undefined ? {} : { ":status": { S: status } }),
        },
        ExpressionAttributeNames: Object.fromEntries(deliveryAttributes.map((name) => [`#${name}`, name])),
        ProjectionExpression: deliveryAttributes.map((name) => `#${name}`).join(", "),
        ...(status === undefined ? {} : { FilterExpression: "#status = :status" }),
        ScanIndexForward: false,
        ConsistentRead: true,
        Limit: status === undefined ? Math.min(readAtOnce, limit + 1) : readAtOnce,
        ...(from === undefined ? {} : { ExclusiveStartKey: from }),
      }),
    );
    for (const item of Items) {
      if (deliveries.length === limit) return page(deliveries, deliveries.at(-1)?.id);
      deliveries.push(deliveryOf(item));
    }
    if (LastEvaluatedKey === undefined) return page(deliveries, undefined);
    from = LastEvaluatedKey;
  }
  return page(deliveries, from?.sk?.S?.split("#").at(-1));
}

function page(deliveries: readonly DeliveryRecord[], next: string | undefined) {
  return { deliveries, next: next ?? null };
}

function startAfter(subscription: string, id: string): Record<string, AttributeValue> {
  const key = deliveryKey(subscription, id);
  if (key === null) {
    throw new Refused(`after is ${JSON.stringify(id)}: that is no delivery's id; take the answer's "next"`);
  }
  return key;
}
