import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { EventEnvelope } from "@driftwheel/local/events/envelope.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { eventOf } from "./events.ts";
import { fleetOf } from "./fleet.ts";

export interface Burst {
  /** Messages, repeats included. */
  readonly sent: number;
  /** Different events of the fleet whose decision stands in a ledger. */
  readonly applied: number;
  /** Different events of the fleet that stand in none, and messages that ended in a dead-letter queue. */
  readonly lost: number;
  /** Signals, effects' answers among them, that caused entries in more than one append. */
  readonly appliedTwice: number;
  readonly seconds: number;
  /** How many of the messages repeat an earlier one, and how many concern no model of the fleet. */
  readonly repeats: number;
  readonly foreign: number;
}

const models = 20;
const place = { region: "eu-west-1", account: "444455556666" };

/**
 * Puts a burst of events on the default bus of packages/local: through rules, queues and the project's functions
 * into DynamoDB and onto Driftwheel's bus, all by the SDK. One event in twenty repeats one of the two hundred before
 * it, and now and then the bus fails, so that messages come again.
 *
 * @param tell is told how many messages still wait, about once a second
 */
export async function burst(sent: number, tell: (waiting: string) => void, seed = 7): Promise<Burst> {
  const directory = await mkdtemp(join(tmpdir(), "driftwheel-burst-"));
  const fleet = join(directory, "fleet.mjs");
  await writeFile(fleet, `export default ${JSON.stringify(fleetOf(models))};\n`);
  const local = await startLocal({
    ...place,
    functions: true,
    schedules: { monitor: 0, sweep: 0 },
    queues: { retryDelay: 100, maxReceiveCount: 50, concurrency: 4 },
    environment: { DRIFTWHEEL_FLEET: fleet },
  });
  try {
    const { bodies, repeats } = eventsToSend(sent, seed);
    const failing = { code: "InternalFailure", message: "Try again.", status: 500 };
    const started = performance.now();
    for (const [index, body] of bodies.entries()) {
      if (index % 500 === 0) local.world.faults.add("events", "PutEvents", failing, 8);
      local.world.buses.put("default", body);
    }
    while (!local.idle()) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      tell(`${Math.round((performance.now() - started) / 1_000)} s`);
    }
    const seconds = (performance.now() - started) / 1_000;
    const appends = await appendsOf(local);
    const expected = new Set(bodies.flatMap((body) => identityOf(body)));
    const applied = [...expected].filter((identity) => appends.has(identity)).length;
    return {
      sent: bodies.length,
      applied,
      lost: expected.size - applied + local.deadLetters().length,
      appliedTwice: [...appends.values()].filter((count) => count > 1).length,
      seconds,
      repeats,
      foreign: bodies.filter((body) => identityOf(body).length === 0).length,
    };
  } finally {
    await local.close();
    await rm(directory, { recursive: true, force: true });
  }
}

function eventsToSend(sent: number, seed: number) {
  const random = seededRandom(seed);
  const bodies: EventEnvelope[] = [];
  let repeats = 0;
  for (let index = 0; bodies.length < sent; index++) {
    const earlier = bodies.at(-1 - Math.floor(random() * 200));
    if (earlier && random() < 0.05) {
      bodies.push(earlier);
      repeats++;
    } else bodies.push(JSON.parse(eventOf(`model-${1 + (index % models)}`, Math.floor(index / models))));
  }
  return { bodies, repeats };
}

/** In how many appends each cause stands, over all ledgers. */
async function appendsOf({ url }: LocalServer): Promise<ReadonlyMap<string, number>> {
  const client = new DynamoDBClient({
    endpoint: url,
    region: place.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const appends = new Map<string, number>();
  try {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: names.ledgerTable })) {
      for (const { entries } of Items) {
        const written: readonly Entry[] = JSON.parse(entries?.S ?? "[]");
        for (const cause of new Set(written.map(({ causedBy }) => causedBy))) {
          if (typeof cause === "string") appends.set(cause, (appends.get(cause) ?? 0) + 1);
        }
      }
    }
    return appends;
  } finally {
    client.destroy();
  }
}

/** The identity of an event that concerns the fleet; none for another team's. */
function identityOf(event: EventEnvelope): readonly string[] {
  const parsed = parse(event);
  if (parsed.result !== "signal")
    throw new Error(`The bench made an event that is ${parsed.result}: ${parsed.reason}`);
  return parsed.signal.kind === "endpoint-changed" ? [] : [parsed.signal.identity];
}
