import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { type ApiOptions, namedApi } from "../api/address.ts";
import { type EntryPage, entryPage } from "../api/answers.ts";
import { clientSettings, hasAws } from "../api/aws-client.ts";
import { openApi, path, query } from "../api/client.ts";
import type { AwsOptions, Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { readLedgerFile } from "./ledger-file.ts";

/** Where `npm start` leaves the ledger. */
export const ledgerFile = ".driftwheel/ledger.jsonl";

/** Entries that are asked of the API at once. */
const pageSize = 100;

/** Shown in the help of the commands that read a ledger. */
export const ledgerOrder = `
Reads the first of these that there is: the API that is named; the table at --endpoint-url; the file
${ledgerFile} that npm start leaves; the table in AWS, by the environment's credentials.`;

export interface LedgerOptions extends AwsOptions, ApiOptions {
  readonly table: string;
}

/**
 * Reads a model's entries in order: from the API when one is named, else from DynamoDB when an endpoint is given,
 * else from `npm start`'s file when it is there, else from DynamoDB when the environment has AWS credentials.
 *
 * @throws PersonError when there is no ledger, or nothing in it about this model.
 */
export async function readLedger(
  model: string,
  options: LedgerOptions,
  context: Context,
): Promise<readonly Entry[]> {
  if (namedApi(options, context) !== null) return await fromApi(model, options, context);
  const file = resolve(context.directory, ledgerFile);
  if (!options.endpointUrl && existsSync(file)) return ofModel(await readLedgerFile(file), model);
  if (!options.endpointUrl && !hasAws(context.environment)) {
    throw new PersonError(
      `There is no ${ledgerFile} here and no AWS in the environment. Run "npm start" first, or name the API with --api.`,
    );
  }
  const entries = await fromTable(model, options, context);
  if (entries.length === 0)
    throw new PersonError(`Table "${options.table}" has no entries of model "${model}".`, exitCode.notFound);
  return entries;
}

function ofModel(entries: readonly Entry[], model: string): readonly Entry[] {
  const own = entries.filter((entry) => entry.model === model);
  if (own.length > 0) return own;
  const models = [...new Set(entries.map((entry) => entry.model))];
  throw new PersonError(
    `${ledgerFile} has no entries of model "${model}"; ${models.length > 0 ? `it has ${models.join(", ")}` : "it is empty"}.`,
    exitCode.notFound,
  );
}

async function fromApi(model: string, options: LedgerOptions, context: Context): Promise<readonly Entry[]> {
  const api = openApi(options, context);
  const entries: Entry[] = [];
  for (let after: number | null = 0; after !== null; ) {
    const page: EntryPage = await api.get(
      path("models", model, "entries") + query({ after, limit: pageSize }),
      entryPage,
    );
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}

async function fromTable(model: string, options: LedgerOptions, context: Context): Promise<readonly Entry[]> {
  // Loaded here, because a ledger in a file needs no AWS.
  const [{ DynamoDBClient }, { dynamoLedger }] = await Promise.all([
    import("@aws-sdk/client-dynamodb"),
    import("@driftwheel/aws/ledger/ledger.ts"),
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
