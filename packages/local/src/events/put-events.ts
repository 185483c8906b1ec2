import { randomUUID } from "node:crypto";
import { z } from "zod";
import { ServiceError, type World } from "../world.ts";
import { type EventEnvelope, envelopeOf } from "./envelope.ts";
import type { EventBuses } from "./event-buses.ts";

const request = z.object({
  Entries: z.array(
    z.object({
      Time: z.union([z.number(), z.string()]).optional(),
      Source: z.string().optional(),
      Resources: z.array(z.string()).optional(),
      DetailType: z.string().optional(),
      Detail: z.string().optional(),
      EventBusName: z.string().optional(),
    }),
  ),
});

type Entry = z.infer<typeof request>["Entries"][number];
type Result = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

const largest = 256 * 1024;

/**
 * Takes events in; an entry that is wrong is told so in its place, the others go their way.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export function putEvents(input: unknown, world: World, buses: EventBuses): unknown {
  const parsed = request.safeParse(input);
  if (!parsed.success) throw new ServiceError("SerializationException", z.prettifyError(parsed.error));
  const entries = parsed.data.Entries;
  if (entries.length < 1 || entries.length > 10) {
    const rule = entries.length < 1 ? "greater than or equal to 1" : "less than or equal to 10";
    throw new ServiceError(
      "ValidationException",
      `1 validation error detected: Value '${JSON.stringify(entries)}' at 'entries' failed to satisfy constraint: Member must have length ${rule}`,
    );
  }
  if (entries.reduce((size, entry) => size + sizeOf(entry), 0) > largest) {
    throw new ServiceError(
      "ValidationException",
      "Total size of the entries in the request is over the limit.",
    );
  }
  const results = entries.map((entry) => putEntry(entry, world, buses));
  return {
    FailedEntryCount: results.filter((result) => "ErrorCode" in result).length,
    Entries: results,
  };
}

function putEntry(entry: Entry, world: World, buses: EventBuses): Result {
  for (const field of ["Source", "DetailType", "Detail"] as const) {
    if (!entry[field]) {
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${field} is not valid. Reason: ${field} is a required argument.`,
      };
    }
  }
  const { Source = "", DetailType = "", Detail = "" } = entry;
  if (Source.startsWith("aws.")) {
    return { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." };
  }
  const detail = detailOf(Detail);
  if (detail === null) return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  // A name or an ARN. The service takes events for a bus that is not there and drops them.
  const bus = entry.EventBusName?.split("/").at(-1) ?? "default";
  const event: EventEnvelope = envelopeOf(
    {
      bus,
      source: Source,
      detailType: DetailType,
      resources: entry.Resources ?? [],
      detail,
      ...(entry.Time === undefined ? {} : { time: timeOf(entry.Time) }),
    },
    { account: world.account, region: world.region, id: randomUUID() },
  );
  if (buses.has(bus)) setImmediate(() => buses.put(bus, event));
  else world.log(`events: "${DetailType}" is dropped, there is no event bus ${bus}`);
  return { EventId: event.id };
}

function detailOf(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const isObject = typeof parsed === "object" && parsed !== null && !Array.isArray(parsed);
    // JSON.parse gives plain objects with text keys.
    return isObject ? (parsed as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function timeOf(time: number | string): Date {
  return new Date(typeof time === "number" ? time * 1000 : time);
}

// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html
function sizeOf(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  const bytes = texts.reduce((size, text) => size + Buffer.byteLength(text ?? ""), 0);
  return bytes + (entry.Time === undefined ? 0 : 14);
}
