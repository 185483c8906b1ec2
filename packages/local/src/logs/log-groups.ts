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

/** CloudWatch's logs, in memory. Groups and streams are made as something is written to them. */
export class LogGroups {
  readonly #groups = new Map<string, LogGroup>();
  #lastId = 0;

  write(groupName: string, streamName: string, message: string): void {
    const { events } = this.#stream(groupName, streamName);
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

  #stream(groupName: string, streamName: string): LogStream {
    const creationTime = Date.now();
    const group = this.#groups.get(groupName) ?? { name: groupName, creationTime, streams: new Map() };
    this.#groups.set(groupName, group);
    const stream = group.streams.get(streamName) ?? { name: streamName, creationTime, events: [] };
    group.streams.set(streamName, stream);
    return stream;
  }
}
