import type { z } from "zod";
import { messageFilter } from "./filter-pattern.ts";
import type { LogEvent, LogGroup, LogStream } from "./log-groups.ts";
import { invalidParameter } from "./logs-errors.ts";
import type { filterEvents, getEvents } from "./requests.ts";

interface TimeRange {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}

/** From the start to before the end, as GetLogEvents has it. */
function before({ startTime = 0, endTime = Number.POSITIVE_INFINITY }: TimeRange) {
  return ({ timestamp }: LogEvent) => timestamp >= startTime && timestamp < endTime;
}

/** GetLogEvents: tokens name the event between which and the next the page ends; at an end the same token comes back. */
export function eventsOf(stream: LogStream, request: z.output<typeof getEvents>) {
  const { events } = stream;
  const wanted = events.filter(before(request));
  const [from, to] = bounds(wanted, request);
  const page = wanted.slice(from, to);
  const last = page.at(-1)?.id ?? (from > 0 ? wanted[from - 1]?.id : 0) ?? 0;
  const first = page.at(0)?.id ?? wanted[to]?.id ?? last + 1;
  return {
    events: page.map(({ timestamp, message }) => ({ timestamp, message, ingestionTime: timestamp })),
    nextForwardToken: `f/${last}`,
    nextBackwardToken: `b/${first}`,
  };
}

function bounds(
  wanted: readonly LogEvent[],
  { nextToken, limit, startFromHead }: z.output<typeof getEvents>,
): readonly [from: number, to: number] {
  if (nextToken === undefined) {
    return startFromHead ? [0, limit] : [Math.max(wanted.length - limit, 0), wanted.length];
  }
  const [, direction, id] = /^([fb])\/(\d+)$/.exec(nextToken) ?? [];
  if (direction === undefined) throw invalidParameter("The specified nextToken is invalid.");
  if (direction === "f") {
    const from = wanted.filter((event) => event.id <= Number(id)).length;
    return [from, from + limit];
  }
  const to = wanted.filter((event) => event.id < Number(id)).length;
  return [Math.max(to - limit, 0), to];
}

/** FilterLogEvents: of all streams, or of some, in the order in which they were written. */
export function filtered(group: LogGroup, request: z.output<typeof filterEvents>) {
  const { logStreamNames, logStreamNamePrefix = "", nextToken, limit } = request;
  const { startTime = 0, endTime = Number.POSITIVE_INFINITY } = request;
  const after = nextToken === undefined ? 0 : Number(nextToken);
  if (Number.isNaN(after)) throw invalidParameter("The specified nextToken is invalid.");
  const matches = messageFilter(request.filterPattern);
  const found = [...group.streams.values()]
    .filter(({ name }) => logStreamNames?.includes(name) ?? name.startsWith(logStreamNamePrefix))
    .flatMap(({ name, events }) => events.map((event) => ({ name, event })))
    .filter(
      ({ event: { id, timestamp, message } }) =>
        id > after && timestamp >= startTime && timestamp <= endTime && matches(message),
    )
    .sort((left, right) => left.event.id - right.event.id);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    events: page.map(({ name, event: { id, timestamp, message } }) => ({
      logStreamName: name,
      timestamp,
      message,
      ingestionTime: timestamp,
      eventId: String(id).padStart(20, "0"),
    })),
    searchedLogStreams: [],
    ...(found.length > page.length && last ? { nextToken: String(last.event.id) } : {}),
  };
}
