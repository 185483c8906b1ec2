import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { Cell, ColumnType, FlowColumn } from "./table.ts";

/**
 * A column in another type, as Spark casts: what cannot be is missing.
 * https://spark.apache.org/docs/3.3.1/sql-ref-ansi-compliance.html, with `spark.sql.ansi.enabled` off
 *
 * @throws PersonError for casts that are not done here
 */
export function castColumn(column: FlowColumn, type: ColumnType): FlowColumn {
  if (column.type === type) return column;
  if (isTime(column.type) || (isTime(type) && column.type !== "string")) {
    throw new PersonError(
      `Column ${column.name}: a cast from ${column.type} to ${type} is not implemented on the local AWS.`,
    );
  }
  const cells = column.cells.map((cell) => (cell === null ? null : castCell(cell, type, column.name)));
  return { name: column.name, type, cells };
}

const isTime = (type: ColumnType) => type === "date" || type === "datetime";

function castCell(cell: Exclude<Cell, null>, type: ColumnType, name: string): Cell {
  switch (type) {
    case "string":
      return textOf(cell);
    case "long":
      return longOf(cell);
    case "float":
      return typeof cell === "string" ? floatOf(cell.trim()) : Number(cell);
    case "bool":
      return typeof cell === "string" ? boolOf(cell.trim().toLowerCase()) : Number(cell) !== 0;
    case "date":
      return dateOf(String(cell).trim());
    case "datetime":
      return datetimeOf(String(cell).trim(), name);
  }
}

/** As Spark writes it: a double has a point, or an exponent from 10,000,000 on and below a thousandth. */
export function textOf(cell: Exclude<Cell, null>): string {
  if (typeof cell !== "number") return String(cell);
  if (!Number.isFinite(cell) || cell === 0)
    return Object.is(cell, 0) ? "0.0" : cell === 0 ? "-0.0" : String(cell);
  const size = Math.abs(cell);
  const pointed = (text: string) => (text.includes(".") ? text : `${text}.0`);
  if (size >= 1e-3 && size < 1e7) return pointed(String(cell));
  const [digits = "", exponent = ""] = cell.toExponential().split("e");
  return `${pointed(digits)}E${Number(exponent)}`;
}

const most = 2n ** 63n;

function longOf(cell: Exclude<Cell, null>): bigint | null {
  if (typeof cell === "bigint") return cell;
  if (typeof cell === "boolean") return cell ? 1n : 0n;
  if (typeof cell === "number") return Number.isFinite(cell) ? within(BigInt(Math.trunc(cell))) : null;
  // "3.7" is 3; "1e3" is no whole number.
  const digits = /^([+-]?\d+)(?:\.\d*)?$/.exec(cell.trim())?.[1];
  return digits === undefined ? null : within(BigInt(digits.replace(/^\+/, "")));
}

function within(value: bigint): bigint | null {
  return value >= -most && value < most ? value : null;
}

function floatOf(text: string): number | null {
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return Number(text);
  if (/^nan$/i.test(text)) return Number.NaN;
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(text);
  if (!infinite) return null;
  return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

function boolOf(text: string): boolean | null {
  if (["t", "true", "y", "yes", "1"].includes(text)) return true;
  return ["f", "false", "n", "no", "0"].includes(text) ? false : null;
}

function dateOf(text: string): string | null {
  const [, year = "", month = "", day = ""] = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDate(date) ? date : null;
}

/** `2026-05-04`, and a day that there is. */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

const iso = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A time of ISO 8601, in UTC where it names no zone. */
export function isDatetime(text: string): boolean {
  const [, date = ""] = iso.exec(text) ?? [];
  return isDate(date);
}

function datetimeOf(text: string, name: string): string | null {
  if (text === "") return null;
  const [, date, time = "00:00", zone = "Z"] = iso.exec(text) ?? [];
  const moment = date === undefined ? Number.NaN : Date.parse(`${date}T${time}${zone}`);
  if (Number.isNaN(moment)) {
    // Data Wrangler guesses by pandas, which takes many forms; another guess would be other data.
    throw new PersonError(
      `Column ${name} has ${JSON.stringify(text)}, which is no time of ISO 8601; other forms are not read on the local AWS.`,
    );
  }
  return new Date(moment).toISOString();
}
