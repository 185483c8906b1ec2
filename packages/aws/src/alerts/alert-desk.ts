import { setTimeout as wait } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type Desk, emptyDesk } from "@driftwheel/core/alerts/desk.ts";
import type { AlertDesk } from "@driftwheel/core/alerts/tell-alert.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";

interface DeskTable {
  /** The ledger's table. */
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

const key = { pk: { S: "FLEET" }, sk: { S: "ALERT-DESK" } };

/** In a storm many functions write the one item; they come by turns within a few seconds. */
const attempts = 12;
const longestWait = 400;

/**
 * The alert desk in one item of the ledger's table. Whoever changes it writes on the condition that it is still the
 * version that was read; who was second waits a moment and decides again.
 */
export function dynamoAlertDesk({ table, client }: DeskTable): AlertDesk {
  const dynamo = () => client ?? dynamoDb();

  async function read(): Promise<{ readonly desk: Desk; readonly version: number }> {
    const get = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const { Item } = await dynamo().send(get);
    // Only write() below makes this item.
    const desk = Item?.desk?.S === undefined ? emptyDesk : (JSON.parse(Item.desk.S) as Desk);
    return { desk, version: Number(Item?.version?.N ?? 0) };
  }

  async function write(desk: Desk, version: number): Promise<boolean> {
    const put = new PutItemCommand({
      TableName: table,
      Item: { ...key, version: { N: String(version + 1) }, desk: { S: JSON.stringify(desk) } },
      ConditionExpression: "attribute_not_exists(sk) OR version = :version",
      ExpressionAttributeValues: { ":version": { N: String(version) } },
    });
    try {
      await dynamo().send(put);
      return true;
    } catch (error) {
      // Also when the SDK repeats a write whose answer was lost: the act finds its own traces when it decides again.
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return {
    async change(act) {
      try {
        for (let attempt = 0; attempt < attempts; attempt++) {
          const { desk, version } = await read();
          const { desk: changed, answer } = act(desk);
          if (changed === desk || (await write(changed, version))) return answer;
          await wait(Math.random() * Math.min(longestWait, 20 * 2 ** attempt));
        }
      } catch (error) {
        throw failure(error, "the alert desk");
      }
      throw new TransientError(`Other writers were first ${attempts} times at the alert desk.`);
    },
  };
}
