import type { HttpService } from "../http/service.ts";
import { nothingKept } from "../state/state.ts";
import type { World } from "../world.ts";
import type { DynamoDb, Settings } from "./dynamodb.ts";

/**
 * DynamoDB, whose code is loaded by the first request: who only trains and serves models does not wait for it. What an
 * earlier server has kept is kept on, for which it is loaded at once.
 */
export async function dynamoDbWhenAsked(world: World, settings: Settings): Promise<HttpService & DynamoDb> {
  let loading: Promise<DynamoDb> | null = null;
  let loaded: DynamoDb | null = null;
  const load = async () => {
    const { dynamoDb } = await import("./dynamodb.ts");
    loaded = dynamoDb(world, settings);
    return loaded;
  };
  if (world.state !== nothingKept) await load();
  return {
    name: "dynamodb",
    accepts: ({ target }) => target?.startsWith("DynamoDB_") ?? false,
    handle(call) {
      if (loaded) return loaded.handle(call);
      loading ??= load();
      return loading.then((service) => service.handle(call));
    },
    async close() {
      await (await (loading ?? loaded))?.close();
    },
  };
}
