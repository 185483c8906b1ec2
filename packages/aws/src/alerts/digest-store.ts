import { setTimeout as wait } from "node:timers/promises";
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { type DigestState, emptyDigestState } from "@driftwheel/core/alerts/digest-state.ts";
import type { DigestStore } from "@driftwheel/core/alerts/notifier.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";

interface DigestTable {
  /** The ledger's table. */
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

// Tables that are deployed hold the item under this key, and the state in the attribute `desk`.
const key = { pk: { S: "FLEET" }, sk: { S: "ALERT-DESK" } };

/** In a storm many functions write the one item; they come by turns within a few seconds. */
const attempts = 12;
const longestWait = 400;

/**
 * The digest state in one item of the ledger's table. Whoever changes it writes on the condition that it is still the
 * version that was read; who was second waits a moment and decides again.
 */
export function dynamoDigestStore({ table, client }: DigestTable): DigestStore {
  const dynamo = () => client ?? dynamoDb();

  async function read(): Promise<{ readonly state: DigestState; readonly version: number }> {
    const get = new GetItemCommand({ TableName: table, Key: key, ConsistentRead: true });
    const { Item } = await dynamo().send(get);
    // Only write() below makes this item.
    const state = Item?.desk?.S === undefined ? emptyDigestState : (JSON.parse(Item.desk.S) as DigestState);
    return { state, version: Number(Item?.version?.N ?? 0) };
  }

  async function write(state: DigestState, version: number): Promise<boolean> {
    const put = new PutItemCommand({
      TableName: table,
      Item: { ...key, version: { N: String(version + 1) }, desk: { S: JSON.stringify(state) } },
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
          const { state, version } = await read();
          const { state: changed, answer } = act(state);
          if (changed === state || (await write(changed, version))) return answer;
          await wait(Math.random() * Math.min(longestWait, 20 * 2 ** attempt));
        }
      } catch (error) {
        throw failure(error, "the digest of alerts");
      }
      throw new TransientError(`Other writers were first ${attempts} times at the digest of alerts.`);
    },
  };
}
