import { ServiceError } from "../../world.ts";
import type { Reply } from "../reply.ts";

type Input = Readonly<Record<string, unknown>>;

interface Place {
  readonly region: string;
  readonly account: string;
}

/**
 * A request with the names of this account's tables where it has their ARNs, which mean the same.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html#DDB-GetItem-request-TableName
 *
 * @throws ServiceError when a table is there by its name and by its ARN
 */
export function withTableNames(input: Input, place: Place): Input {
  const named = (one: Input): Input => {
    const { TableName } = one;
    const name = typeof TableName === "string" ? nameIn(TableName, place) : null;
    return name === null ? one : { ...one, TableName: name };
  };
  const { TransactItems, RequestItems } = input;
  // The model has made sure of them: each has a request of its own by its kind, or requests by tables.
  if (Array.isArray(TransactItems)) {
    const actions = TransactItems as readonly Readonly<Record<string, Input>>[];
    return {
      ...input,
      TransactItems: actions.map((action) =>
        Object.fromEntries(
          Object.entries(action).map(([kind, request]) => [
            kind,
            request === null ? request : named(request),
          ]),
        ),
      ),
    };
  }
  if (typeof RequestItems !== "object" || RequestItems === null) return named(input);
  const tables = Object.entries(RequestItems);
  const renamed = tables.map(([table, requests]) => [nameIn(table, place) ?? table, requests] as const);
  const names = new Set(renamed.map(([name]) => name));
  if (names.size < tables.length) {
    throw new ServiceError(
      "ValidationException",
      "RequestItems has a table twice: by its name and by its ARN.",
    );
  }
  return { ...input, RequestItems: Object.fromEntries(renamed) };
}

/** The answer to a batch, whose tables are called as the request has called them. */
export function withNamesAsAsked(reply: Reply, { RequestItems }: Input, place: Place): Reply {
  if (typeof RequestItems !== "object" || RequestItems === null || reply.status !== 200) return reply;
  const asked = new Map(
    Object.keys(RequestItems).flatMap((table) => {
      const name = nameIn(table, place);
      return name === null ? [] : [[name, table] as const];
    }),
  );
  if (asked.size === 0) return reply;
  // Dynalite's own answer.
  const answer = JSON.parse(reply.text) as Record<string, unknown>;
  for (const member of ["Responses", "UnprocessedKeys", "UnprocessedItems"]) {
    const tables = answer[member];
    if (typeof tables !== "object" || tables === null) continue;
    answer[member] = Object.fromEntries(
      Object.entries(tables).map(([name, items]) => [asked.get(name) ?? name, items]),
    );
  }
  return { ...reply, text: JSON.stringify(answer) };
}

/** Null unless it is the ARN of a table of this account. */
function nameIn(table: string, { region, account }: Place): string | null {
  const prefix = `arn:aws:dynamodb:${region}:${account}:table/`;
  return table.startsWith(prefix) ? table.slice(prefix.length) : null;
}
