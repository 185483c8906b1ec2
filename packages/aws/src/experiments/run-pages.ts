import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";

interface RunTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: DynamoDBClient;
}

/**
 * Where people look at the runs of a model: `pk` RUN#<model>, `sk` the run's key. MLflow gives runs ids of its own, so
 * they are remembered beside the ledger. Nothing is decided by them, and who loses them loses links.
 */
export function dynamoRunPages({ table, client }: RunTable) {
  const dynamo = () => client ?? dynamoDb();
  const keyOf = (model: string, key: string) => ({ pk: { S: `RUN#${model}` }, sk: { S: key } });
  return {
    async keep(model: string, key: string, url: string): Promise<void> {
      try {
        await dynamo().send(
          new PutItemCommand({ TableName: table, Item: { ...keyOf(model, key), url: { S: url } } }),
        );
      } catch (error) {
        throw failure(error, `keeping the page of the run ${key}`);
      }
    },
    /** Null when the run was not written yet, or has no page that everybody may open. */
    async page(model: string, key: string): Promise<string | null> {
      try {
        const { Item } = await dynamo().send(
          new GetItemCommand({ TableName: table, Key: keyOf(model, key) }),
        );
        return Item?.url?.S ?? null;
      } catch (error) {
        throw failure(error, `reading the page of the run ${key}`);
      }
    },
  };
}
