import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { images } from "@driftwheel/example-frost/image.ts";
import type { Serving } from "@driftwheel/example-frost/serving/serving.ts";
import { type Seasons, seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed as seedWorld } from "@driftwheel/example-frost/world/seed.ts";
import { deployedAfter } from "@driftwheel/example-shared/run/deployed-after.ts";
import { type Clients, connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { bundledFunctions } from "./bundled-functions.ts";

export const region = "us-east-1";

/** The small AWS with the first champion of the frost example, and the functions as they are deployed. */
export interface SmallAws {
  readonly local: LocalServer;
  readonly clients: Clients;
  readonly days: Seasons;
  ledger(): Promise<readonly Entry[]>;
  /** Takes events to the functions from now on. */
  begin(): void;
  close(): Promise<void>;
}

/**
 * @param fleet path of a module with another fleet than driftwheel.config.ts
 * @param served how the model is served, where that is not in real time
 */
export async function startSmallAws(
  seed: number,
  fleet?: string,
  served?: Pick<Serving, "endpoint" | "prepare">,
): Promise<SmallAws> {
  const days = seasons(seededRandom(seed));
  const bundled = await bundledFunctions();
  const seeded = Promise.withResolvers<void>();
  const local = await startLocal({
    images,
    region,
    seed,
    functions: await deployedAfter(seeded.promise, bundled.load),
    schedules: { monitor: 0, sweep: 2_000 },
    ...(fleet === undefined ? {} : { environment: { DRIFTWHEEL_FLEET: fleet } }),
  });
  const clients = connect({ url: local.url, region });
  await served?.prepare?.();
  await seedWorld(clients, days.history, () => {}, served?.endpoint);
  return {
    local,
    clients,
    days,
    ledger: () => dynamoLedger({ client: clients.dynamodb, table: names.ledgerTable }).read("frost"),
    begin: seeded.resolve,
    async close() {
      disconnect(clients);
      await local.close();
    },
  };
}
