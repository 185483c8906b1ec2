import * as z from "zod/mini";

const latest = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** Epoch numbers below this are seconds: as milliseconds they would lie in the first weeks of 1973. */
const firstMilliseconds = 100_000_000_000;

// Fraction of any length (SageMaker writes nanoseconds), zone as Z, +00:00, +0000 or +00; none means UTC.
const iso =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?)(?:[.,](\d{1,9}))? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

const written =
  /^(?:19[7-9]|2\d\d)\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{3})?Z$/;

/**
 * Reads a time in any form that SageMaker's and CloudWatch's events use.
 *
 * @returns ISO 8601 UTC with milliseconds, or null when the value is no time between 1970 and 9999.
 */
export function readMoment(value: unknown): string | null {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return null;
  // Most are written as they are read; the 29th to the 31st are not of every month.
  if (written.test(value)) return value.length === 24 ? value : `${value.slice(0, 19)}.000Z`;
  const text = value.trim();
  if (/^\d{9,16}(?:\.\d{1,9})?$/.test(text)) return fromEpoch(Number(text));
  const match = iso.exec(text);
  if (!match) return null;
  const [, day = "", clock = "00:00:00", fraction = "", zone = "Z"] = match;
  const seconds = clock.length === 5 ? `${clock}:00` : clock;
  return fromMilliseconds(
    Date.parse(`${day}T${seconds}.${fraction.slice(0, 3).padEnd(3, "0")}${offset(zone)}`),
  );
}

function offset(zone: string): string {
  if (zone.toUpperCase() === "Z") return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}

function fromEpoch(value: number): string | null {
  return fromMilliseconds(value < firstMilliseconds ? value * 1_000 : value);
}

function fromMilliseconds(value: number): string | null {
  const inRange = value >= 0 && value <= latest;
  return inRange ? new Date(value).toISOString() : null;
}

/** A time in an event; parsed to ISO 8601 UTC. */
export const moment = z.pipe(
  z.unknown(),
  z.transform((value, context) => {
    const at = readMoment(value);
    if (at !== null) return at;
    context.issues.push({
      code: "custom",
      input: value,
      message: 'a time: ISO 8601 such as "2026-03-01T08:00:00Z", or milliseconds since 1970',
    });
    return z.NEVER;
  }),
);
