import { type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import type { Snapshot, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";

interface SnapshotTable {
  readonly table: string;
  readonly client: () => DynamoDBClient;
}

/** An item holds 400 KB with its key and names: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const largest = 390_000;

/**
 * The latest snapshot of each model, in the ledger's table: `pk` MODEL#<name>, `sk` SNAPSHOT, the state as JSON,
 * compressed, because a write is paid by the kilobyte. Its readers fall back on the ledger, so nothing that goes wrong
 * here is an error.
 */
export function dynamoSnapshots({ table, client }: SnapshotTable): Pick<SnapshotStore, "latest" | "keep"> {
  return {
    async latest(model) {
      try {
        const { Item } = await client().send(new GetItemCommand({ TableName: table, Key: keyOf(model) }));
        if (!Item?.state?.B) return null;
        const { gunzipSync } = await zlib();
        return {
          version: Number(Item.version?.N),
          sequence: Number(Item.sequence?.N),
          // Only keep() writes it, and its version says which fold did.
          state: JSON.parse(gunzipSync(Item.state.B).toString("utf8")) as Snapshot["state"],
        };
      } catch {
        return null;
      }
    },
    async keep(model, { version, sequence, state }) {
      const { gzipSync } = await zlib();
      const compressed = gzipSync(JSON.stringify(state));
      if (compressed.length > largest) return;
      const put = new PutItemCommand({
        TableName: table,
        Item: {
          ...keyOf(model),
          version: { N: String(version) },
          sequence: { N: String(sequence) },
          state: { B: compressed },
        },
        ConditionExpression: "attribute_not_exists(sk) OR #sequence < :sequence OR #version <> :version",
        ExpressionAttributeNames: { "#sequence": "sequence", "#version": "version" },
        ExpressionAttributeValues: {
          ":sequence": { N: String(sequence) },
          ":version": { N: String(version) },
        },
      });
      // Another writer's is newer, or the table cannot be written now: the next handling keeps another.
      await client()
        .send(put)
        .catch(() => {});
    },
  };
}

/** Costs a process 4 ms, and a model's first event finds no snapshot. */
const zlib = () => import("node:zlib");

function keyOf(model: string) {
  return { pk: { S: `MODEL#${model}` }, sk: { S: "SNAPSHOT" } };
}
