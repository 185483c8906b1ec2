/** What may travel in a JSON answer. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [name: string]: Json;
}

/** An answer as it goes over the wire: dates are seconds since 1970, members without a value are left out. */
export function wire(members: Readonly<Record<string, unknown>>): JsonObject {
  return converted(members, (date) => date.getTime() / 1000, "omit");
}

/** The same for the detail of an event: dates are milliseconds since 1970, empty members are shown as null where given. */
export function eventDetail(members: Readonly<Record<string, unknown>>): JsonObject {
  return converted(members, (date) => date.getTime(), "keep");
}

type Nulls = "omit" | "keep";

function converted(
  members: Readonly<Record<string, unknown>>,
  time: (date: Date) => number,
  nulls: Nulls,
): JsonObject {
  const entries: [string, Json][] = [];
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || (value === null && nulls === "omit")) continue;
    entries.push([name, plain(value, time, nulls)]);
  }
  return Object.fromEntries(entries);
}

function plain(value: unknown, time: (date: Date) => number, nulls: Nulls): Json {
  if (value instanceof Date) return time(value);
  if (Array.isArray(value)) return value.map((each) => plain(each, time, nulls));
  // Everything else that is not plain JSON has been refused by the request's schema.
  if (typeof value === "object" && value !== null) {
    return converted(value as Readonly<Record<string, unknown>>, time, nulls);
  }
  return value as Json;
}
