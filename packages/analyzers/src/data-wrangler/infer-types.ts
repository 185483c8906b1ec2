import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { isDate, isDatetime } from "./cast.ts";
import type { ColumnType, FlowColumn } from "./table.ts";

/** So many rows are looked at, and more than this share must be of a type. */
const looked = 1_000;
const share = 0.8;

/**
 * The type that Data Wrangler would give a column of text, by the rules of the Python that Studio exports flows as. It
 * looks for times by pandas, which takes many forms; here it is ISO 8601.
 *
 * @throws PersonError where other forms of times would decide
 */
export function inferType({ name, type, cells }: FlowColumn): ColumnType {
  if (type !== "string") return type;
  const texts = cells.slice(0, looked);
  const count = (is: (text: string) => boolean) =>
    texts.filter((text) => typeof text === "string" && is(text)).length;
  const all = texts.length;
  const known = all - count(isNullLike) - texts.filter((text) => text === null).length;
  if (known <= 0) return "string";
  const numeric = count(isNumeric);
  if (numeric / all > share) return count(isInteger) / numeric > share ? "long" : "float";
  if (count((text) => /^(?:true|false)$/i.test(text)) / all > share) return "bool";
  const dates = count(isDate);
  const times = count(isDatetime);
  if (dates / known > share) return times > dates ? "datetime" : "date";
  if (times / known > share) return "datetime";
  if (count((text) => isDatetime(text) || looksLikeTime(text)) / known > share) {
    throw new PersonError(
      `Column ${name} looks like times in another form than ISO 8601, which are not read on the local AWS. Name the types in the flow: trained_parameters.schema of its step sagemaker.spark.infer_and_cast_type_0.1.`,
    );
  }
  return "string";
}

function isNumeric(text: string): boolean {
  return text.trim() !== "" && Number.isFinite(Number(text)) && !/^\s*[+-]?0[xob]/i.test(text);
}

/** As Python's int() takes a text: digits, without a point. */
function isInteger(text: string): boolean {
  return isNumeric(text) && /^\s*[+-]?\d+\s*$/.test(text);
}

function isNullLike(text: string): boolean {
  return text.trim() === "" || /^(?:null|none|nil|na|nan)/i.test(text);
}

function looksLikeTime(text: string): boolean {
  return /\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}/.test(text) && !Number.isNaN(Date.parse(text));
}
