import { DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";

/** One call of AWS's own client, and nothing else: what each function does that does not drop its event. */
const client = new DynamoDBClient({});

export const handler = () =>
  client.send(
    new GetItemCommand({
      TableName: "driftwheel-ledger",
      Key: { pk: { S: "MODEL#frost" }, sk: { S: "SNAPSHOT" } },
    }),
  );
