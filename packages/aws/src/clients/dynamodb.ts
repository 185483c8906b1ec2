import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { clientSettings, oncePerEndpoint } from "./settings.ts";

export const dynamoDb = oncePerEndpoint(() => new DynamoDBClient(clientSettings()));
