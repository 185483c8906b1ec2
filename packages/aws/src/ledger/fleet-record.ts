import { type DynamoDBClient, PutItemCommand, paginateQuery } from "@aws-sdk/client-dynamodb";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";

interface FleetTable {
  /** The ledger's table. */
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

/** The models that sweeps cared for, with the policies that they did so by. */
export interface FleetRecords {
  /** By the model's name. @throws TransientError, Refused */
  read(): Promise<ReadonlyMap<string, ModelPolicy>>;
  /** @throws TransientError, Refused */
  keep(model: string, policy: ModelPolicy): Promise<void>;
  /** @throws TransientError, Refused */
  forget(model: string): Promise<void>;
}

/**
 * Remembers the fleet from one sweep to the next, in one item of the ledger's table for each model, so that a model that
 * a deployment removed is missed. It is no state of any model: what it was doing stands in its ledger.
 */
export function dynamoFleetRecords({ table, client }: FleetTable): FleetRecords {
  const dynamo = () => client ?? dynamoDb();
  const keyOf = (model: string) => ({ pk: { S: "FLEET" }, sk: { S: `${prefix}${model}` } });
  return {
    read: () =>
      named("reading the record of the fleet", async () => {
        const pages = paginateQuery(
          { client: dynamo() },
          {
            TableName: table,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
            ExpressionAttributeValues: { ":pk": { S: "FLEET" }, ":prefix": { S: prefix } },
          },
        );
        const record = new Map<string, ModelPolicy>();
        for await (const { Items = [] } of pages) {
          for (const { sk, policy } of Items) {
            // Only keep() writes these items.
            if (sk?.S && policy?.S)
              record.set(sk.S.slice(prefix.length), JSON.parse(policy.S) as ModelPolicy);
          }
        }
        return record;
      }),
    keep: (model, policy) =>
      named(`keeping the record of ${model}`, async () => {
        const item = { ...keyOf(model), policy: { S: JSON.stringify(policy) } };
        await dynamo().send(new PutItemCommand({ TableName: table, Item: item }));
      }),
    forget: (model) =>
      named(`ending the record of ${model}`, async () => {
        // Emptied, not deleted: whoever decides may delete nothing from the ledger's table.
        await dynamo().send(new PutItemCommand({ TableName: table, Item: keyOf(model) }));
      }),
  };
}

const prefix = "MODEL#";

async function named<T>(doing: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
