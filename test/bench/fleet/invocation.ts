/** Where a worker dies: at so manyth call of its invocation to AWS, which was made or was not. */
export interface Death {
  readonly call: number;
  readonly made: boolean;
}

/** What runs in a worker's process: a function's deployed handler, or one reader of a whole window. */
export type Work =
  | { readonly what: "handler"; readonly name: string; readonly event: unknown; readonly death: Death | null }
  | { readonly what: "one-reader"; readonly model: string; readonly end: string };

/** What a process is sent. */
export type Order =
  | { readonly id: number; readonly work: Work }
  /** Moves its clock on; nothing is running meanwhile. */
  | { readonly id: number; readonly forward: number }
  | { readonly id: number; readonly tell: true };

/** How often each call was made to AWS, and what it sent and was answered in units of the ledger's table. */
export interface Calls {
  /** `S3 GetObject`, ... with each retry. */
  readonly made: Readonly<Record<string, number>>;
  readonly writeUnits: number;
  readonly readUnits: number;
}

export interface Told extends Calls {
  /** The largest resident set of the process so far, in millions of bytes. */
  readonly peakMegabytes: number;
}

/** How an invocation ended. */
export type Ended =
  | { readonly how: "answered"; readonly answer: unknown; readonly seconds: number }
  | { readonly how: "failed"; readonly message: string }
  | { readonly how: "died" };

export type Reply =
  | { readonly id: number; readonly ended: Ended }
  | { readonly id: number; readonly told: Told };
