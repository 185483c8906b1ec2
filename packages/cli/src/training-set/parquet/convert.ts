import type { Value } from "@driftwheel/core/monitor/values/value.ts";
import type { SchemaElement } from "hyparquet";

/** How the values of a column are read, and how people are told of it where that is not plain. */
export interface Conversion {
  /** @returns null for what is missing, undefined for what no feature can be: bytes */
  value(raw: unknown): Value | undefined;
  readonly remark: string | null;
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const secondsOfDay = 86_400n;
const timeOfDay = "T00:00:00";
const unitsOfSecond = { MILLIS: 1_000n, MICROS: 1_000_000n, NANOS: 1_000_000_000n } as const;
type Unit = keyof typeof unitsOfSecond;

/**
 * How a column's stored values become what a live payload has for them: whole numbers that no double holds keep their
 * digits, dates and times are texts of ISO 8601.
 * https://github.com/apache/parquet-format/blob/master/LogicalTypes.md
 *
 * @returns null when the column's type has no values for people
 */
export function conversionOf(element: SchemaElement): Conversion | null {
  const { type, converted_type: converted, logical_type: logical } = element;
  if (logical?.type === "NULL") return plain(() => null);
  if (logical?.type === "DECIMAL" || converted === "DECIMAL") {
    const scale = (logical?.type === "DECIMAL" ? logical.scale : element.scale) ?? 0;
    return { value: (raw) => decimal(raw, scale), remark: "decimals, as numbers" };
  }
  if (logical?.type === "TIMESTAMP") return timestamps(logical.unit, logical.isAdjustedToUTC);
  if (converted === "TIMESTAMP_MILLIS") return timestamps("MILLIS", true);
  if (converted === "TIMESTAMP_MICROS") return timestamps("MICROS", true);
  if (logical?.type === "TIME") return timesOfDay(logical.unit);
  if (converted === "TIME_MILLIS") return timesOfDay("MILLIS");
  if (converted === "TIME_MICROS") return timesOfDay("MICROS");
  if (logical?.type === "DATE" || converted === "DATE") {
    return {
      value: (raw) => moment(asBigInt(raw) * secondsOfDay, 1n, false)?.slice(0, -timeOfDay.length),
      remark: "dates, as texts like 2024-01-31",
    };
  }
  switch (type) {
    case "BOOLEAN":
    case "FLOAT":
    case "DOUBLE":
      return plain((raw) => (typeof raw === "number" || typeof raw === "boolean" ? raw : undefined));
    case "INT32":
      return isUnsigned(element, 32) ? plain((raw) => Number(raw) >>> 0) : plain(Number);
    case "INT64":
      return isUnsigned(element, 64)
        ? plain((raw) => whole(BigInt.asUintN(64, asBigInt(raw))))
        : plain((raw) => whole(asBigInt(raw)));
    case "INT96":
      // The form of Impala and of Spark before 3. The reader makes nanoseconds since 1970 of it.
      return timestamps("NANOS", true);
    case "BYTE_ARRAY":
      return converted === "BSON" || (logical && ["BSON", "GEOMETRY", "GEOGRAPHY"].includes(logical.type))
        ? null
        : texts();
    case "FIXED_LEN_BYTE_ARRAY":
      if (logical?.type === "UUID")
        return plain((raw) => (raw instanceof Uint8Array ? uuid(raw) : undefined));
      if (logical?.type === "FLOAT16")
        return plain((raw) => (raw instanceof Uint8Array ? half(raw) : undefined));
      return null;
    default:
      return null;
  }
}

/** Digits by which each number of 32 bits is told from others. */
const digitsOfFloat = 9;

/** Lists of fractions as texts of JSON. */
export function listConversion({ type }: SchemaElement): Conversion {
  const number = (each: unknown) => {
    if (typeof each !== "number") return null;
    return type === "FLOAT" ? Number(each.toPrecision(digitsOfFloat)) : each;
  };
  const isList = (raw: unknown): raw is ArrayLike<unknown> => Array.isArray(raw) || ArrayBuffer.isView(raw);
  return plain((raw) => (isList(raw) ? JSON.stringify(Array.from(raw, number)) : undefined));
}

function plain(value: Conversion["value"]): Conversion {
  return { value, remark: null };
}

function isUnsigned({ converted_type: converted, logical_type: logical }: SchemaElement, bits: number) {
  return (
    converted === `UINT_${bits}` ||
    (logical?.type === "INTEGER" && logical.bitWidth === bits && !logical.isSigned)
  );
}

function asBigInt(raw: unknown): bigint {
  return typeof raw === "bigint" ? raw : BigInt(Number(raw));
}

/** A number where a double is it, and its digits where none is. */
function whole(value: bigint): Value {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : String(value);
}

/** Digits of a double that always come back as they were. */
const sureDigits = 15;

function decimal(raw: unknown, scale: number): Value | undefined {
  const unscaled = raw instanceof Uint8Array ? signed(raw) : asBigInt(raw);
  const digits = (unscaled < 0n ? -unscaled : unscaled).toString().padStart(scale + 1, "0");
  const point = digits.length - scale;
  const text = `${unscaled < 0n ? "-" : ""}${digits.slice(0, point)}${scale > 0 ? `.${digits.slice(point)}` : ""}`;
  return digits.length <= sureDigits ? Number(text) : text;
}

/** Big-endian two's complement. */
function signed(bytes: Uint8Array): bigint {
  let value = 0n;
  for (const byte of bytes) value = (value << 8n) | BigInt(byte);
  return BigInt.asIntN(bytes.length * 8, value);
}

function timestamps(unit: Unit, isUtc: boolean): Conversion {
  const ofSecond = unitsOfSecond[unit];
  return {
    value: (raw) => moment(asBigInt(raw), ofSecond, isUtc),
    remark: `times, as texts like 2024-01-31T10:00:00${isUtc ? "Z" : ""}`,
  };
}

function timesOfDay(unit: Unit): Conversion {
  const ofSecond = unitsOfSecond[unit];
  return {
    value: (raw) => moment(asBigInt(raw), ofSecond, false)?.slice(11),
    remark: "times of day, as texts like 10:00:00",
  };
}

/** ISO 8601, with as many digits of a second as it has. */
function moment(units: bigint, ofSecond: bigint, isUtc: boolean): string | undefined {
  const within = ((units % ofSecond) + ofSecond) % ofSecond;
  const date = new Date(Number((units - within) / ofSecond) * 1000);
  if (Number.isNaN(date.getTime())) return undefined;
  const digits = within
    .toString()
    .padStart(ofSecond.toString().length - 1, "0")
    .replace(/0+$/, "");
  const [seconds = ""] = date.toISOString().split(".");
  return `${seconds}${digits === "" ? "" : `.${digits}`}${isUtc ? "Z" : ""}`;
}

/** A dictionary's bytes come again and again, and are decoded once. */
function texts(): Conversion {
  const known = new WeakMap<Uint8Array, string>();
  return plain((raw) => {
    if (!(raw instanceof Uint8Array)) return undefined;
    const before = known.get(raw);
    if (before !== undefined) return before;
    try {
      const text = utf8.decode(raw);
      known.set(raw, text);
      return text;
    } catch {
      return undefined;
    }
  });
}

function uuid(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** IEEE 754 binary16, little-endian. */
function half([low = 0, high = 0]: Uint8Array): number {
  const sign = high & 0x80 ? -1 : 1;
  const exponent = (high >> 2) & 0x1f;
  const fraction = ((high & 3) << 8) | low;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
