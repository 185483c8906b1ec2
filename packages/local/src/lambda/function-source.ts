import type { HttpRoute } from "../http-api/route.ts";

/** A function's handler, as Lambda calls it. */
export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** A rule of the route table: events of a bus that match the pattern go to the function's queue. */
interface Route {
  readonly name: string;
  readonly function: string;
  readonly bus: string;
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** A function that is called again and again; `every` in milliseconds. */
interface Schedule {
  readonly name: string;
  readonly function: string;
  readonly every: number;
}

/** Where functions come from, and what calls them. */
export interface FunctionSource {
  /** Names of all functions, without the prefix that they are deployed under. */
  readonly names: readonly string[];
  /** Those of them that are durable. */
  readonly durable: ReadonlySet<string>;
  /** Those of them that take what they send to a queue of their name. */
  readonly tasks?: ReadonlySet<string>;
  /** Those of them that take what others send to a queue of their name. */
  readonly messages?: ReadonlySet<string>;
  /** Those of them that have a URL of their own, and stream what they answer. */
  readonly urls?: ReadonlySet<string>;
  /** Which topics tell the queues of these, by ARN; none unless given. */
  subscriptions?(): Promise<readonly { readonly topic: string; readonly function: string }[]>;
  readonly routes: readonly Route[];
  readonly schedules: readonly Schedule[];
  /** Routes of the HTTP API; none unless given. */
  readonly api?: readonly HttpRoute[];
  /** Loads a function's handler; asked once for each, when it is first called. */
  load(name: string): Promise<Handler>;
}
