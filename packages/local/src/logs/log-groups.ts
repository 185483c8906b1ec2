import type { Entry, State } from "../state/state.ts";

export interface LogEvent {
  /** Counts through all streams, so that it orders what was written in the same millisecond. */
  readonly id: number;
  /** Epoch milliseconds. */
  readonly timestamp: number;
  readonly message: string;
}

export interface LogStream {
  readonly name: string;
  readonly creationTime: number;
  /** Oldest first. */
  readonly events: LogEvent[];
}

export interface LogGroup {
  readonly name: string;
  readonly creationTime: number;
  readonly streams: Map<string, LogStream>;
}

/** More than one reads; the oldest go when a stream is longer. */
const mostEvents = 50_000;

/** Events that are kept together. */
const chunk = 500;

interface KeptChunk {
  readonly group: string;
  readonly stream: string;
  readonly created: readonly [group: number, stream: number];
  readonly events: readonly LogEvent[];
}

/** CloudWatch's logs, in memory, and in what is kept. Groups and streams are made as something is written to them. */
export class LogGroups {
  readonly #groups = new Map<string, LogGroup>();
  #lastId = 0;

  constructor(state: State) {
    const kept = [...state.keep("logs", () => this.#chunks()).values()];
    for (const { group, stream, created, events } of kept.sort((a, b) => firstId(a) - firstId(b))) {
      this.#stream(group, stream, created).events.push(...events);
      this.#lastId = Math.max(this.#lastId, events.at(-1)?.id ?? 0);
    }
  }

  write(groupName: string, streamName: string, message: string): void {
    const { events } = this.#stream(groupName, streamName, [Date.now(), Date.now()]);
    this.#lastId += 1;
    events.push({ id: this.#lastId, timestamp: Date.now(), message });
    if (events.length > mostEvents) events.splice(0, mostEvents / 2);
  }

  find(name: string): LogGroup | null {
    return this.#groups.get(name) ?? null;
  }

  get all(): readonly LogGroup[] {
    return [...this.#groups.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  delete(name: string): void {
    this.#groups.delete(name);
  }

  #stream(groupName: string, streamName: string, [madeGroup, madeStream]: KeptChunk["created"]): LogStream {
    const group = this.#groups.get(groupName) ?? {
      name: groupName,
      creationTime: madeGroup,
      streams: new Map<string, LogStream>(),
    };
    this.#groups.set(groupName, group);
    const stream = group.streams.get(streamName) ?? {
      name: streamName,
      creationTime: madeStream,
      events: [],
    };
    group.streams.set(streamName, stream);
    return stream;
  }

  /** Each stream in pieces, by their first event, so that only the last one is written again as it grows. */
  *#chunks(): Iterable<Entry<KeptChunk>> {
    for (const group of this.#groups.values()) {
      for (const { name: stream, creationTime, events } of group.streams.values()) {
        for (let at = 0; at < events.length; at += chunk) {
          const end = Math.min(at + chunk, events.length);
          yield {
            key: `${stream}/${events[at]?.id}`,
            mark: events[end - 1]?.id,
            // Only what has grown is copied.
            get value(): KeptChunk {
              const created = [group.creationTime, creationTime] as const;
              return { group: group.name, stream, created, events: events.slice(at, end) };
            },
          };
        }
      }
    }
  }
}

function firstId({ events }: KeptChunk): number {
  return events.at(0)?.id ?? 0;
}
