// https://github.com/architect/dynalite: its parts below its own HTTP server.

declare module "dynalite/db/index.js" {
  interface Times {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }
  interface Options extends Times {
    /** Bytes. */
    readonly maxItemSize: number;
  }
  export type Done = (error: object | null) => void;
  export type Found = (error: object | null, value?: unknown) => void;
  /** With two arguments only of one that may be used. */
  type GetTable = (name: string, wanted: Found | boolean, done?: Found) => void;
  /** What it keeps of one kind, by keys. */
  export interface SubStore {
    get(key: string, done: Found): void;
    put(key: string, value: unknown, done: Done): void;
    del(key: string, done: Done): void;
    batch(
      changes: readonly { readonly type: "put" | "del"; readonly key: string; readonly value?: unknown }[],
      done: Done,
    ): void;
    createKeyStream(range: object): import("node:stream").Readable;
    createValueStream(range: object): import("node:stream").Readable;
    /** Calls one at a time for a key; each is done when what it has made of a callback is called. */
    lock(key: string, work: (release: (done: Done) => Done) => void): void;
  }
  export interface Store {
    readonly options: Options;
    /** What is known of the tables, and what their ARNs are made of. */
    readonly tableDb: SubStore & { awsAccountId: string; awsRegion: string };
    getTable: GetTable;
    getItemDb(table: string): SubStore;
    deleteItemDb(table: string, done: Done): void;
    getIndexDb(type: string, table: string, index: string): SubStore;
    deleteIndexDb(type: string, table: string, index: string, done: Done): void;
    getTagDb(table: string): SubStore;
    deleteTagDb(table: string, done: Done): void;
    readonly db: { close(): Promise<void> };
  }
  export function create(options: Times & { readonly path: string }): Store;
  /** Bytes of the longest item. */
  export const MAX_SIZE: number;

  type Attributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  interface Table {
    readonly TableName: string;
    readonly KeySchema: readonly { readonly AttributeName: string }[];
    readonly AttributeDefinitions: readonly {
      readonly AttributeName: string;
      readonly AttributeType: string;
    }[];
    readonly GlobalSecondaryIndexes?: readonly object[];
    readonly LocalSecondaryIndexes?: readonly object[];
  }
  /** What is wrong with an item in this table. */
  export function validateItem(item: Attributes, table: Table): object | null | undefined;
  /** Under which it is kept. */
  export function createKey(item: Attributes, table: Table): string;
  export function addConsumedCapacity(
    data: object,
    isRead: boolean,
    newItem: Attributes | undefined,
    oldItem: Attributes,
  ): object | undefined;
  export function updateIndexes(
    store: Store,
    table: Table,
    existing: Attributes | undefined,
    item: Attributes,
    done: (error: object | null | undefined) => void,
  ): void;
  /** The error of a request, whose expressions are parsed, for an item that is not as it says. */
  export function checkConditional(data: object, item: object | undefined): object | null | undefined;
}

declare module "dynalite/validations/index.js" {
  import type { Store } from "dynalite/db/index.js";
  export type Types = Readonly<Record<string, string | { readonly type: string }>>;
  export type Custom = (data: object, store: Store) => string | undefined;
  /**
   * What it reads of a request, in objects of its own; null members are taken away from the request.
   *
   * @throws Error with `statusCode` and `body`
   */
  export function checkTypes(data: object, types: Types): object;
  /**
   * Parses the expressions of what was read into it.
   *
   * @throws Error with `statusCode` and `body`
   */
  export function checkValidations(
    data: object,
    types: Types,
    custom: Custom | undefined,
    store: Store,
  ): void;
  /** Parses the expressions of a request into it, or says what is wrong with them. */
  export function validateExpressions(data: object): string | undefined;
}
