import { createHash } from "node:crypto";
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { InferenceResult } from "@driftwheel/core/monitor/inferences/inference-result.ts";
import { dynamoDb } from "../clients/dynamodb.ts";
import { failure } from "../failure.ts";
import { failedInputItem } from "./failed-input-item.ts";

interface InferenceTable {
  readonly table: string;
  /** The process's own client unless given. */
  readonly client?: () => DynamoDBClient;
}

/**
 * A notification may come again for as long as its topic, the queue and the queue of dead letters keep it: some 40 days.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
const keptForDays = 45;

/**
 * The record of asynchronous inferences that were counted, in the ledger's table. A failed one stays as people look for
 * it (failed-input-item.ts); of the others a few bytes, `pk` INFERENCE#<model>#<two digits> and `sk` RESULT#<digest>, spread
 * over partitions because a model may have thousands a second.
 */
export function dynamoInferenceRecord({ table, client = dynamoDb }: InferenceTable) {
  return {
    /**
     * Takes a result for counting; false when it was taken before, by this delivery of it or any other.
     *
     * @param modelEndpoint the model's own, whichever answered
     */
    async claim(model: string, modelEndpoint: string, result: InferenceResult): Promise<boolean> {
      const digest = digestOf(result);
      const item = result.failure
        ? failedInputItem(model, digest, modelEndpoint, { ...result, failure: result.failure })
        : resultItem(model, digest, result);
      try {
        await client().send(
          new PutItemCommand({
            TableName: table,
            Item: item,
            ConditionExpression: "attribute_not_exists(sk)",
          }),
        );
        return true;
      } catch (error) {
        // A write whose answer was lost, and that the SDK repeats, counts nowhere rather than twice.
        if (error instanceof ConditionalCheckFailedException) return false;
        throw failure(error, `writing down the inference ${result.inferenceId} of ${result.endpoint}`);
      }
    },
  };
}

/** Callers may give an id again, and then the time is another. */
export function digestOf({ endpoint, inferenceId, receivedAt }: InferenceResult): string {
  const text = JSON.stringify([endpoint, inferenceId, receivedAt]);
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function resultItem(
  model: string,
  digest: string,
  { endedAt }: InferenceResult,
): Record<string, AttributeValue> {
  return {
    pk: { S: `INFERENCE#${model}#${digest.slice(0, 2)}` },
    sk: { S: `RESULT#${digest}` },
    expires: { N: String(Math.ceil(endedAt / 1000) + keptForDays * 86_400) },
  };
}
