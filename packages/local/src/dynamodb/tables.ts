import type { Store, Table } from "dynalite/db/index.js";
import { guarded, immediate } from "./guard.ts";
import { operationOf, validations } from "./load-dynalite.ts";
import { frontFailure, type Reply } from "./reply.ts";
import { type BatchWrite, findWrongInBatch } from "./requests/batch-keys.ts";
import { isGlobalIndex, type KeyedRequest, wrongKeyValue } from "./requests/key-values.ts";
import { readByTypes } from "./requests/read-by-types.ts";
import { withoutShiftedIndexes } from "./requests/removed-indexes.ts";
import { openStore } from "./store/open-store.ts";

/** The tables of dynalite, by its operations and without its HTTP server. */
export interface Tables {
  /** Answers a request that nobody needs any more, as it is changed. */
  answer(operation: string, request: object): Promise<Reply>;
  /** Asks from the inside. */
  ask(operation: string, request: object): Promise<Reply>;
  /** What they are kept in. */
  readonly store: Store;
  close(): Promise<void>;
}

interface Place {
  readonly region: string;
  readonly account: string;
  log(line: string): void;
}

/** @param path of the folder in which they keep what they have; null for their own memory */
export function openTables(place: Place, path: string | null): Tables {
  const { checkValidations } = validations();
  const { store, runs } = openStore(path);
  store.tableDb.awsAccountId = place.account;
  store.tableDb.awsRegion = place.region;
  const log = (line: string) => place.log(line);
  const tables: Tables = {
    answer: (operation, request) => {
      const own = runs.get(operation);
      // What is done here throws nothing after it has returned.
      const promised = own ? immediate : guarded;
      return promised(log, (answered) => {
        const { types, custom, run } = operationOf(operation);
        try {
          // Dynalite takes away what it does not read.
          const isConsistent = "ConsistentRead" in request && request.ConsistentRead === true;
          const data = readByTypes(withoutShiftedIndexes(request), types);
          if (isHeldToAll(operation, data)) {
            const wrong = custom?.(data, store);
            if (wrong) return answered(frontFailure("ValidationException", wrong));
          } else checkValidations(data, types, custom, store);
          const begin = () =>
            (own ?? run)(store, data, (error, output) =>
              answered(error ? refusalIn(error) : { status: 200, text: JSON.stringify(output) }),
            );
          const beginUnless = (wrong: string | null) => {
            if (wrong === null) begin();
            else answered(frontFailure("ValidationException", wrong));
          };
          // It has been read as such.
          if (operation === "BatchWriteItem") return findWrongInBatch(data as BatchWrite, store, beginUnless);
          if (!ofItems.test(operation)) return begin();
          // They have been read as requests about items.
          const asked = data as KeyedRequest & { readonly TableName: string };
          store.getTable(asked.TableName, (error, found) => {
            // That there is no table is dynalite's to tell.
            if (error) return begin();
            beginUnless(wrongWith(operation, { isConsistent, asked, table: found as Table }));
          });
        } catch (error) {
          answered(refusalIn(error));
        }
      });
    },
    store,
    ask: (operation, request) => tables.answer(operation, structuredClone(request)),
    async close() {
      if (path !== null) await store.db.close();
    },
  };
  return tables;
}

const ofEmptyKey = /were invalid: The AttributeValue(?= for a key attribute cannot contain an empty)/;
const ofItems = /^(?:Get|Put|Update|Delete)Item$|^Query$|^Scan$/;

/**
 * Whether there is nothing left that dynalite could find by the types of a request's members. Of requests about items the
 * service's model, which has let them in, says all but what the name of a table is, and how long the oldest of the lists.
 */
function isHeldToAll(operation: string, data: object): boolean {
  if (!ofItems.test(operation) || !("TableName" in data) || "AttributesToGet" in data) return false;
  return /^[a-zA-Z0-9_.-]{3,255}$/.test(String(data.TableName));
}

/** What DynamoDB finds of which dynalite knows nothing. */
function wrongWith(
  operation: string,
  {
    isConsistent,
    asked,
    table,
  }: { readonly isConsistent: boolean; readonly asked: KeyedRequest; readonly table: Table },
): string | null {
  const { IndexName } = asked;
  if (operation === "Scan" && isConsistent && IndexName !== undefined && isGlobalIndex(IndexName, table)) {
    return "Consistent reads are not supported on global secondary indexes";
  }
  if (
    operation === "DeleteItem" &&
    "ReturnValues" in asked &&
    !/^(NONE|ALL_OLD)$/.test(String(asked.ReturnValues))
  ) {
    return "ReturnValues can only be ALL_OLD or NONE";
  }
  return wrongKeyValue(asked, table);
}

/** @throws what is no refusal of dynalite's */
function refusalIn(error: unknown): Reply {
  if (error instanceof Error && "statusCode" in error && "body" in error) {
    const text = JSON.stringify(error.body);
    // DynamoDB has one text for it in keys and in items.
    return {
      status: Number(error.statusCode),
      text: text.replace(ofEmptyKey, "are not valid. The AttributeValue"),
    };
  }
  throw error;
}
