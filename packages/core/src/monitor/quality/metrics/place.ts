import { broken } from "../../../schema/issues.ts";
import { csvRecords } from "../../captures/csv-records.ts";
import { base64Text } from "../../values/base64-text.ts";

/** Where a value stands in a payload: the column of a CSV row, from 0, or a path in JSON (`predictions.0.score`). */
export type Place = number | string;

export interface Payload {
  readonly data: string;
  readonly encoding: "CSV" | "JSON" | "BASE64";
}

/** Deeper than any payload of a model, and shallow enough that no stack ends. */
const deepest = 20;

/**
 * The values at a place, one for each row of the payload. A path's `*` stands for every element of a list, and a path
 * that ends at a list stands for its elements. A column of JSON is an element of a list; 0 is a bare value too.
 *
 * @returns the values, at least one, or what is wrong and where; never throws
 */
export function valuesAt(payload: Payload, place: Place, path: string): readonly unknown[] | string {
  const text = payload.encoding === "BASE64" ? base64Text(payload.data) : payload.data;
  if (text === null) return `${path}: is no text in BASE64; expected CSV or JSON inside`;
  const isJson = payload.encoding === "JSON" || (payload.encoding === "BASE64" && /^\s*[[{]/.test(text));
  const found = isJson ? inJson(text, place, path) : inCsv(text, place, path);
  if (typeof found === "string") return found;
  return found.length > 0 ? found : broken(path, text, "at least one value");
}

function inCsv(text: string, place: Place, path: string): readonly unknown[] | string {
  if (typeof place === "string") {
    return `${path}: is CSV; expected JSON, because the policy says that the value lies at ${JSON.stringify(place)}`;
  }
  const records = csvRecords(text);
  const short = records.find((record) => record.length <= place);
  if (short) return `${path}: a row has ${short.length} values; expected a value in column ${place}`;
  return records.map((record) => record[place]);
}

function inJson(text: string, place: Place, path: string): readonly unknown[] | string {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return broken(path, text, "JSON");
  }
  if (typeof place === "number" && (typeof json !== "object" || json === null)) {
    return place === 0 ? [json] : broken(path, json, `a list with an element ${place}`);
  }
  const steps =
    typeof place === "number"
      ? [String(place)]
      : place
          .replace(/^\$\.?/, "")
          .replaceAll(/\[(\w+|\*)\]/g, ".$1")
          .split(".");
  const found = steps
    .filter((step) => step !== "")
    .slice(0, deepest)
    .reduce<readonly unknown[]>((values, step) => values.flatMap((value) => inside(value, step)), [json]);
  const flat = found.flatMap((value) => (Array.isArray(value) ? (value as readonly unknown[]) : [value]));
  return flat.length > 0 ? flat : broken(path, json, `a value at ${JSON.stringify(place)}`);
}

function inside(value: unknown, step: string): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [];
  if (step === "*") return Array.isArray(value) ? (value as readonly unknown[]) : [];
  const found = Object.getOwnPropertyDescriptor(value, step);
  return found && "value" in found ? [found.value] : [];
}
