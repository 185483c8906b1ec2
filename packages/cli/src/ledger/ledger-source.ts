import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { replay } from "@driftwheel/core/decider/evolve.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { type ApiOptions, localApi, namedApi } from "../api/address.ts";
import { type EntryPage, entryPage } from "../api/answers.ts";
import { clientSettings, hasAws } from "../api/aws-client.ts";
import { type Api, openApi, path, query } from "../api/client.ts";
import { problemError } from "../api/problem.ts";
import type { AwsOptions, Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { defaultFleet, loadFleet } from "../context/fleet.ts";
import { readLedgerFile } from "./ledger-file.ts";

/** Where `npm start` leaves the ledger. */
export const ledgerFile = ".driftwheel/ledger.jsonl";

/** Entries that are asked of the API at once. */
const pageSize = 100;

/** Shown in the help of the commands that look. */
export const ledgerOrder = `
Looks into the first of these that there is: the API that is named; the table at --endpoint-url; the API of npm run
local, while it runs; the file ${ledgerFile} that npm start leaves; the table in AWS, by the
environment's credentials.`;

export interface LedgerOptions extends AwsOptions, ApiOptions {
  readonly table: string;
}

/** Where the commands that look find what they tell: the same place for all of them. */
type Source =
  | { readonly kind: "api" }
  | { readonly kind: "table" }
  | { readonly kind: "file"; readonly file: string };

/** Answers what the API answers, wherever the ledger is. */
export type Reader = Pick<Api, "get">;

/** @throws PersonError when there is no ledger anywhere. */
async function sourceOf(options: LedgerOptions, context: Context): Promise<Source> {
  if (namedApi(options, context) !== null) return { kind: "api" };
  if (options.endpointUrl) return { kind: "table" };
  if (await context.serves(localApi)) return { kind: "api" };
  const file = resolve(context.directory, ledgerFile);
  if (existsSync(file)) return { kind: "file", file };
  if (hasAws(context.environment)) return { kind: "table" };
  throw new PersonError(
    `There is no ledger: npm run local does not run, there is no ${ledgerFile} here, and no AWS in the environment. Run "npm start" first, or name the API with --api.`,
  );
}

/**
 * What can be asked as the API is asked.
 *
 * @throws PersonError when there is no ledger, or no fleet to tell what its models are.
 */
export async function openReader(options: LedgerOptions, context: Context): Promise<Reader> {
  const source = await sourceOf(options, context);
  if (source.kind === "api") return openApi(options, context);
  const fleet = await loadFleet(undefined, context);
  if (!fleet) {
    throw new PersonError(
      `There is no ${defaultFleet} here, which says what the models are. Run it beside that, or name the API with --api.`,
    );
  }
  const read = await storeOf(source, options, context);
  const { createLedgerApi } = await import("@driftwheel/api/ledger-api.ts");
  const app = createLedgerApi({
    fleet,
    ledger: { read, state: async (model) => replay(model, await read(model)) },
    warn: (message, error) => context.hint(`${message}: ${messageOf(error)}`),
  });
  return {
    async get(from, schema) {
      const response = await app.request(from);
      const body: unknown = await response.json();
      if (!response.ok) throw problemError(response.status, body, "reader", ledgerFile);
      return schema.parse(body);
    },
  };
}

/** A model's entries, wherever the ledger is; it takes no fleet. */
export interface Ledger {
  /** Null unless the API has the ledger, which then explains entries itself. */
  readonly api: Reader | null;
  /** In order. @throws PersonError when there is nothing about this model */
  entries(model: string): Promise<readonly Entry[]>;
}

/** @throws PersonError when there is no ledger. */
export async function openLedger(options: LedgerOptions, context: Context): Promise<Ledger> {
  const source = await sourceOf(options, context);
  if (source.kind === "api") {
    const api = openApi(options, context);
    return { api, entries: (model) => allEntries(model, api) };
  }
  const read = await storeOf(source, options, context);
  return {
    api: null,
    async entries(model) {
      const entries = await read(model);
      if (entries.length > 0) return entries;
      throw new PersonError(
        source.kind === "table"
          ? `Table "${options.table}" has no entries of model "${model}".`
          : `${ledgerFile} has no entries of model "${model}"; ${await modelsIn(source.file)}.`,
        exitCode.notFound,
      );
    },
  };
}

async function allEntries(model: string, api: Reader): Promise<readonly Entry[]> {
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

type Read = (model: string) => Promise<readonly Entry[]>;

async function storeOf(
  source: Exclude<Source, { readonly kind: "api" }>,
  options: LedgerOptions,
  context: Context,
): Promise<Read> {
  if (source.kind !== "file") return (model) => fromTable(model, options, context);
  const entries = await readLedgerFile(source.file);
  return async (model) => entries.filter((entry) => entry.model === model);
}

async function modelsIn(file: string): Promise<string> {
  const models = [...new Set((await readLedgerFile(file)).map((entry) => entry.model))];
  return models.length > 0 ? `it has ${models.join(", ")}` : "it is empty";
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
