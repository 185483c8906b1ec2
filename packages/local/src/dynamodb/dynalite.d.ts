// https://github.com/architect/dynalite: its parts below its own HTTP server.

declare module "dynalite/db/index.js" {
  interface Options {
    readonly createTableMs: number;
    readonly deleteTableMs: number;
    readonly updateTableMs: number;
  }
  type Found = (error: unknown, table?: unknown) => void;
  /** With two arguments only of one that may be used. */
  type GetTable = (name: string, wanted: Found | boolean, done?: Found) => void;
  export interface Store {
    /** What is known of the tables, and what their ARNs are made of. */
    readonly tableDb: {
      awsAccountId: string;
      awsRegion: string;
      put: (name: string, value: unknown, done: (error: unknown) => void) => void;
    };
    getTable: GetTable;
    readonly db: { close(): Promise<void> };
  }
  /** https://github.com/Level/memory-level, with callbacks. */
  export interface MemoryStore extends Store {
    readonly db: Store["db"] & {
      open(): Promise<void>;
      get(key: string, done: (error: null, value: unknown) => void): void;
      getSync(key: string): unknown;
      put(key: string, value: unknown, done: (error: null) => void): void;
    };
  }
  export function create(options: Options & { readonly path: string }): Store;
  export function create(options: Options): MemoryStore;
  /** The error of a request, whose expressions are parsed, for an item that is not as it says. */
  export function checkConditional(data: object, item: object | undefined): object | null | undefined;
}

declare module "dynalite/validations/index.js" {
  import type { Store } from "dynalite/db/index.js";
  export type Types = Readonly<Record<string, unknown>>;
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
