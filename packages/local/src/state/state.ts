/** One thing of a collection, by its key in there. */
export interface Entry<Value> {
  readonly key: string;
  /** Plain data: what V8 can write down (https://nodejs.org/api/v8.html#serialization-api). Read only when it may have changed. */
  readonly value: Value;
  /** The same as long as the value is; where there is none, the value itself is compared, each time that something is kept. */
  readonly mark?: unknown;
}

/** What outlives the server, in collections of things by key. */
export interface State {
  /**
   * What an earlier server has kept of a collection; from now on, what `entries` tells is kept, and nothing else.
   */
  keep<Value>(collection: string, entries: () => Iterable<Entry<Value>>): ReadonlyMap<string, Value>;
}

/** Of a server whose state ends with it. */
export const nothingKept: State = { keep: () => new Map() };

/** Values that never change but are replaced by others: each is its own mark. */
export function* unchanging<Value>(values: ReadonlyMap<string, Value>): Iterable<Entry<Value>> {
  for (const [key, value] of values) yield { key, value, mark: value };
}

/** Names that say all there is. */
export function* namesOnly(names: Iterable<string>): Iterable<Entry<true>> {
  for (const key of names) yield { key, value: true, mark: true };
}
