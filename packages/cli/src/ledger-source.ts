import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Entry } from "@driftwheel/core/ledger/entry.ts";
import { clientSettings, hasAws } from "./aws-client.ts";
import type { AwsOptions, Context } from "./context.ts";
import { messageOf, PersonError } from "./errors.ts";
import { readLedgerFile } from "./ledger-file.ts";

/** Where `npm start` leaves the ledger. */
export const ledgerFile = ".driftwheel/ledger.jsonl";

export interface LedgerOptions extends AwsOptions {
  readonly table: string;
}

/**
 * Reads a model's entries in order: from DynamoDB when an endpoint is given, else from `npm start`'s file when
 * it is there, else from DynamoDB when the environment has AWS credentials.
 *
 * @throws PersonError when there is no ledger, or nothing in it about this model.
 */
export async function readLedger(
  model: string,
  options: LedgerOptions,
  context: Context,
): Promise<readonly Entry[]> {
  const file = resolve(context.directory, ledgerFile);
  if (!options.endpointUrl && existsSync(file)) return ofModel(await readLedgerFile(file), model);
  if (!options.endpointUrl && !hasAws(context.environment)) {
    throw new PersonError(
      `There is no ${ledgerFile} here and no AWS in the environment. Run "npm start" first, or name an endpoint with --endpoint-url.`,
    );
  }
  const entries = await fromTable(model, options, context);
  if (entries.length === 0)
    throw new PersonError(`Table "${options.table}" has no entries of model "${model}".`);
  return entries;
}

function ofModel(entries: readonly Entry[], model: string): readonly Entry[] {
  const own = entries.filter((entry) => entry.model === model);
  if (own.length > 0) return own;
  const models = [...new Set(entries.map((entry) => entry.model))];
  throw new PersonError(
    `${ledgerFile} has no entries of model "${model}"; ${models.length > 0 ? `it has ${models.join(", ")}` : "it is empty"}.`,
  );
}

async function fromTable(model: string, options: LedgerOptions, context: Context): Promise<readonly Entry[]> {
  // Loaded here, because a ledger in a file needs no AWS.
  const [{ DynamoDBClient }, { dynamoLedger }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@driftwheel/aws/ledger.ts"),
  ]);
  const client = new DynamoDBClient(clientSettings(options, context.environment));
  try {
    return await dynamoLedger({ client, table: options.table }).read(model);
  } catch (error) {
    throw new PersonError(`Table "${options.table}" cannot be read: ${messageOf(error)}`, undefined, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}
