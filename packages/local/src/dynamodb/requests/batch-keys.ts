import type { Store, Table } from "dynalite/db/index.js";
import { type KeyedRequest, wrongKeyValue } from "./key-values.ts";

/** Of BatchWriteItem, as dynalite has read it. */
export interface BatchWrite {
  readonly RequestItems: Readonly<
    Record<
      string,
      readonly {
        readonly PutRequest?: Pick<KeyedRequest, "Item">;
        readonly DeleteRequest?: Pick<KeyedRequest, "Key">;
      }[]
    >
  >;
}

/** Tells what is wrong with the values of keys in a batch, as `wrongKeyValue` does of single writes. */
export function findWrongInBatch(
  { RequestItems }: BatchWrite,
  store: Store,
  found: (wrong: string | null) => void,
): void {
  const waiting = Object.entries(RequestItems);
  const next = () => {
    const [name, requests] = waiting.shift() ?? [];
    if (name === undefined || requests === undefined) {
      found(null);
      return;
    }
    store.getTable(name, (error, table) => {
      // That there is no table is dynalite's to tell.
      if (error) {
        next();
        return;
      }
      const wrong = requests
        .map(({ PutRequest, DeleteRequest }) =>
          // Dynalite's own description.
          wrongKeyValue(PutRequest ?? DeleteRequest ?? {}, table as Table),
        )
        .find((each) => each !== null);
      if (wrong === undefined) next();
      else found(wrong);
    });
  };
  next();
}
