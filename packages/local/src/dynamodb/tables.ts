import { guarded } from "./guard.ts";
import { operationOf, validations } from "./load-dynalite.ts";
import { withoutShiftedIndexes } from "./removed-indexes.ts";
import type { Reply } from "./reply.ts";
import { openStore } from "./store.ts";

/** The tables of dynalite, by its operations and without its HTTP server. */
export interface Tables {
  /** Answers a request that nobody needs any more: members that are null are taken away from it. */
  answer(operation: string, request: object): Promise<Reply>;
  /** Asks from the inside. */
  ask(operation: string, request: object): Promise<Reply>;
  close(): Promise<void>;
}

interface Place {
  readonly region: string;
  readonly account: string;
  log(line: string): void;
}

/** @param path of the folder in which they keep what they have; null for their own memory */
export async function openTables(place: Place, path: string | null): Promise<Tables> {
  const { checkTypes, checkValidations } = validations();
  const store = await openStore(path);
  store.tableDb.awsAccountId = place.account;
  store.tableDb.awsRegion = place.region;
  const log = (line: string) => place.log(line);
  const tables: Tables = {
    answer: (operation, request) =>
      guarded(log, (answered) => {
        const { types, custom, run } = operationOf(operation);
        try {
          const data = checkTypes(withoutShiftedIndexes(request), types);
          checkValidations(data, types, custom, store);
          run(store, data, (error, output) =>
            answered(error ? refusalIn(error) : { status: 200, text: JSON.stringify(output) }),
          );
        } catch (error) {
          answered(refusalIn(error));
        }
      }),
    ask: (operation, request) => tables.answer(operation, structuredClone(request)),
    async close() {
      if (path !== null) await store.db.close();
    },
  };
  return tables;
}

/** @throws what is no refusal of dynalite's */
function refusalIn(error: unknown): Reply {
  if (error instanceof Error && "statusCode" in error && "body" in error) {
    return { status: Number(error.statusCode), text: JSON.stringify(error.body) };
  }
  throw error;
}
