import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { FailedInput, Redriven } from "@driftwheel/core/monitor/inferences/failed-input.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";
import { failedInputKey, failedInputsOf } from "./failed-input-item.ts";

interface InferenceTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: () => DynamoDBClient;
}

/** The requests of asynchronous endpoints that failed, and which of them were sent again. */
export function dynamoFailedInputs({ table, client = dynamoDb }: InferenceTable) {
  return {
    /** Oldest first. */
    async of(model: string): Promise<readonly FailedInput[]> {
      const found: FailedInput[] = [];
      try {
        const pages = paginateQuery(
          { client: client() },
          {
            TableName: table,
            KeyConditionExpression: "pk = :pk AND begins_with(sk, :failed)",
            ExpressionAttributeValues: { ":pk": { S: failedInputsOf(model) }, ":failed": { S: "FAILED#" } },
            ConsistentRead: true,
          },
        );
        for await (const { Items = [] } of pages) {
          for (const { input, redriven } of Items) {
            found.push({
              // Only failedInputItem() and redrive() write these.
              ...(JSON.parse(input?.S ?? "{}") as Omit<FailedInput, "redriven">),
              redriven: redriven?.S === undefined ? null : (JSON.parse(redriven.S) as Redriven),
            });
          }
        }
      } catch (error) {
        throw failure(error, `reading the failed inputs of ${model}`);
      }
      return found;
    },
    /** Writes down that an input was sent again; false when somebody did before. */
    async redrive({ model, id }: FailedInput, redriven: Redriven): Promise<boolean> {
      try {
        await client().send(
          new UpdateItemCommand({
            TableName: table,
            Key: failedInputKey(model, id),
            UpdateExpression: "SET redriven = :redriven",
            ConditionExpression: "attribute_exists(sk) AND attribute_not_exists(redriven)",
            ExpressionAttributeValues: { ":redriven": { S: JSON.stringify(redriven) } },
          }),
        );
        return true;
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw failure(error, `writing down that ${id} of ${model} was sent again`);
      }
    },
  };
}
