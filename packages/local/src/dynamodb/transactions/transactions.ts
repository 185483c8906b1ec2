import { ServiceError } from "../../world.ts";
import { errorOf, type Item, keyOf, readItem } from "../items.ts";
import { failure, type Reply } from "../reply.ts";
import type { Tables } from "../tables.ts";
import { type Action, actionsOf, type Reason } from "./actions.ts";
import { holds, parsed } from "./conditions.ts";

type Input = Readonly<Record<string, unknown>>;

interface Planned {
  readonly action: Action;
  readonly key: Item;
  /** As it was before the transaction. */
  readonly item: Item | undefined;
}

/**
 * All writes of a transaction, or none: its conditions are looked at first, and what was written before a write that
 * fails is put back. Nobody else may write in the meantime. A process that is killed in between leaves a part.
 */
export async function transactWrite(request: Input, tables: Tables): Promise<Reply> {
  try {
    const planned: Planned[] = [];
    const actions = actionsOf(request);
    // Before anything is looked at, as in the service.
    for (const action of actions) {
      const { wrong } = parsed(action.request);
      if (wrong !== undefined) throw invalid(wrong);
    }
    for (const action of actions) {
      const key = action.request.Key ?? (await keyOf(action.table, action.request.Item ?? {}, tables));
      planned.push({ action, key, item: await readItem(action.table, key, tables) });
    }
    const names = planned.map(({ action, key }) =>
      JSON.stringify([
        action.table,
        Object.entries(key).toSorted(([one], [other]) => (one < other ? -1 : 1)),
      ]),
    );
    if (new Set(names).size < names.length) {
      throw invalid("Transaction request cannot include multiple operations on one item");
    }
    const reasons = planned.map(reasonOf);
    if (reasons.some(({ Code }) => Code !== "None")) return cancelled(reasons);
    return await writeAll(planned, tables);
  } catch (error) {
    if (error instanceof ServiceError) return failure(error.code, error.message, error.status);
    throw error;
  }
}

/** Several items as they are at one time. */
export async function transactGet(request: Input, tables: Tables): Promise<Reply> {
  // The model has made sure of them.
  const { TransactItems } = request as { TransactItems: readonly { readonly Get: object }[] };
  const responses: unknown[] = [];
  for (const { Get } of TransactItems) {
    const reply = await tables.ask("GetItem", { ...Get, ConsistentRead: true });
    if (reply.status !== 200) return reply;
    responses.push(JSON.parse(reply.text));
  }
  return { status: 200, text: JSON.stringify({ Responses: responses }) };
}

function reasonOf({ action, item }: Planned): Reason {
  if (holds(parsed(action.request), item)) return { Code: "None" };
  return {
    Code: "ConditionalCheckFailed",
    Message: "The conditional request failed",
    ...(item && action.request.ReturnValuesOnConditionCheckFailure === "ALL_OLD" ? { Item: item } : {}),
  };
}

async function writeAll(planned: readonly Planned[], tables: Tables): Promise<Reply> {
  const written: Planned[] = [];
  for (const each of planned) {
    const { operation, request } = each.action;
    if (operation === null) continue;
    const reply = await tables.ask(operation, request);
    if (reply.status === 200) {
      written.push(each);
      continue;
    }
    for (const done of written.toReversed()) await putBack(done, tables);
    const { code, message } = errorOf(reply.text);
    if (code !== "ValidationException") return reply;
    return cancelled(
      planned.map((other) =>
        other === each ? { Code: "ValidationError", Message: message } : { Code: "None" },
      ),
    );
  }
  return { status: 200, text: "{}" };
}

async function putBack({ action, key, item }: Planned, tables: Tables): Promise<void> {
  if (item) await tables.ask("PutItem", { TableName: action.table, Item: item });
  else await tables.ask("DeleteItem", { TableName: action.table, Key: key });
}

function cancelled(reasons: readonly Reason[]): Reply {
  const codes = reasons.map(({ Code }) => Code).join(", ");
  return failure(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`,
    400,
    { CancellationReasons: reasons },
  );
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}
