import { DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import type { LocalServer } from "@driftwheel/local/server.ts";
import { endpointOf } from "./fleet-aws.ts";

export interface JudgedWindows {
  /** Models whose window has no report, or no entry in the ledger that tells what it showed. */
  readonly lost: number;
  /** Models in whose ledger more than one entry tells what the window showed. */
  readonly twice: number;
  /** Models whose ledger folded it. */
  readonly judged: number;
}

/**
 * What the fleet keeps of the windows that ended then. A message may come twice and a task be done twice: what counts is
 * that one report and one entry came of it.
 */
export async function judgedWindows(
  local: LocalServer,
  models: Readonly<Record<string, string>>,
  end: Date,
): Promise<JudgedWindows> {
  const entries = await entriesOf(local, end);
  const day = end.toISOString().slice(0, 10).replaceAll("-", "/");
  const folder = `${day}/${String(end.getUTCHours()).padStart(2, "0")}`;
  let lost = 0;
  let twice = 0;
  for (const [model, bucket] of Object.entries(models)) {
    const key = `driftwheel/reports/${endpointOf(model)}/driftwheel/${folder}/statistics.json`;
    const report = await local.world.objects.get(bucket, key);
    const told = entries.get(model) ?? 0;
    if (report === null || told === 0) lost += 1;
    if (told > 1) twice += 1;
  }
  return { lost, twice, judged: entries.size };
}

/** How many entries of each ledger tell what the window showed. */
async function entriesOf({ url }: LocalServer, end: Date): Promise<ReadonlyMap<string, number>> {
  const client = new DynamoDBClient({
    endpoint: url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  const told = new Map<string, number>();
  try {
    for await (const { Items = [] } of paginateScan({ client }, { TableName: names.ledgerTable })) {
      for (const { entries } of Items) {
        const written: readonly Entry[] = JSON.parse(entries?.S ?? "[]");
        for (const { model, data } of written) {
          if (!("reading" in data) || data.reading?.end !== end.toISOString()) continue;
          told.set(model, (told.get(model) ?? 0) + 1);
        }
      }
    }
    return told;
  } finally {
    client.destroy();
  }
}
