import { isIP } from "node:net";
import { InvalidPattern } from "./invalid-pattern.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * Refuses what EventBridge does not take as a pattern, whether or not an event would come so far: the matcher stops
 * at the first field that does not match. Rules and words: JsonRuleCompiler of https://github.com/aws/event-ruler.
 *
 * @throws InvalidPattern
 */
export function checkPattern(pattern: Fields): void {
  const fields = Object.entries(pattern);
  if (fields.length === 0) throw new InvalidPattern("Empty objects are not allowed");
  for (const [field, wanted] of fields) {
    if (field === "$or") checkAlternatives(wanted);
    else if (Array.isArray(wanted)) checkLeaf(wanted);
    else if (isFields(wanted)) checkPattern(wanted);
    else throw new InvalidPattern(`"${field}" must be an object or an array`);
  }
}

const operators = new Set(
  "exists anything-but prefix suffix equals-ignore-case wildcard numeric cidr".split(" "),
);

function checkAlternatives(alternatives: unknown): void {
  if (!Array.isArray(alternatives)) throw new InvalidPattern("It must be an Array followed with $or.");
  if (alternatives.length < 2) {
    throw new InvalidPattern("There must have at least 2 Objects in $or relationship.");
  }
  for (const alternative of alternatives) {
    if (!isFields(alternative)) {
      throw new InvalidPattern("Only JSON object is allowed in array of $or relationship.");
    }
    const taken = Object.keys(alternative).find((field) => operators.has(field));
    if (taken !== undefined) {
      throw new InvalidPattern(`${taken} is Ruler reserved fieldName which cannot be used inside $or.`);
    }
    checkPattern(alternative);
  }
}

function checkLeaf(alternatives: readonly unknown[]): void {
  if (alternatives.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  for (const alternative of alternatives) {
    if (isFields(alternative)) checkFilter(alternative);
    else if (Array.isArray(alternative)) {
      throw new InvalidPattern("Match value must be String, number, true, false, or null");
    }
  }
}

function checkFilter(filter: Fields): void {
  const [operator, ...others] = Object.keys(filter);
  if (operator === undefined) throw new InvalidPattern("Empty objects are not allowed");
  if (others.length > 0) throw new InvalidPattern("Only one key allowed in match expression");
  const wanted = filter[operator];
  switch (operator) {
    case "anything-but":
      checkAnythingBut(wanted);
      return;
    case "numeric":
      checkNumeric(wanted);
      return;
    case "exists":
      if (typeof wanted !== "boolean")
        throw new InvalidPattern("exists match pattern must be either true or false.");
      return;
    case "prefix":
    case "suffix":
      checkText(operator, inEitherCase(wanted));
      return;
    case "equals-ignore-case":
    case "wildcard":
    case "cidr":
      checkText(operator, wanted);
      return;
    default:
      throw new InvalidPattern(`Unrecognized match type ${operator}`);
  }
}

/** What `{ "equals-ignore-case": text }` holds; everything else as it is. */
function inEitherCase(wanted: unknown): unknown {
  if (!isFields(wanted) || !("equals-ignore-case" in wanted)) return wanted;
  if (Object.keys(wanted).length > 1) throw new InvalidPattern("Only one key allowed in match expression");
  return wanted["equals-ignore-case"];
}

function checkText(operator: string, wanted: unknown): void {
  if (typeof wanted !== "string") throw new InvalidPattern(`${operator} match pattern must be a string`);
  if (operator === "wildcard") checkWildcard(wanted);
  if (operator === "cidr") checkCidr(wanted);
}

function checkCidr(text: string): void {
  const [address = "", bits = "", ...rest] = text.split("/");
  const version = isIP(address);
  if (version === 0 || rest.length > 0 || !/^\d+$/.test(bits))
    throw new InvalidPattern(`Malformed CIDR ${text}`);
  const most = version === 6 ? 128 : 32;
  if (Number(bits) >= most) throw new InvalidPattern(`IPv${version} mask bits must be < ${most}`);
}

function checkWildcard(text: string): void {
  if (/\*\*/.test(text.replaceAll(/\\[*\\]/g, ""))) {
    throw new InvalidPattern("Consecutive wildcard characters are not allowed");
  }
  if (/\\(?![*\\])/.test(text.replaceAll(/\\[*\\]/g, "")))
    throw new InvalidPattern("Invalid escape character");
}

function checkAnythingBut(wanted: unknown): void {
  if (Array.isArray(wanted)) {
    const kinds = new Set(wanted.map((one: unknown) => typeof one));
    const allowed = kinds.size === 1 && (kinds.has("string") || kinds.has("number"));
    if (!allowed) {
      throw new InvalidPattern(
        "Inside anything but list, either all values are number or string, mixed type is not supported",
      );
    }
    return;
  }
  if (!isFields(wanted)) {
    if (typeof wanted === "string" || typeof wanted === "number") return;
    throw new InvalidPattern("Value of anything-but must be an array or single string/number value.");
  }
  const [operator, ...others] = Object.keys(wanted);
  if (operator === undefined || others.length > 0) {
    throw new InvalidPattern("Only one key allowed in match expression");
  }
  if (!["prefix", "suffix", "equals-ignore-case", "wildcard"].includes(operator)) {
    throw new InvalidPattern(`Unsupported anything-but pattern: ${operator}`);
  }
  const operand = wanted[operator];
  const texts: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  if (texts.length === 0) throw new InvalidPattern("Empty arrays are not allowed");
  for (const text of texts) {
    checkText(operator, text);
    if (text === "" && (operator === "prefix" || operator === "suffix"))
      throw new InvalidPattern("Null prefix/suffix not allowed");
  }
}

function checkNumeric(wanted: unknown): void {
  if (!Array.isArray(wanted)) throw new InvalidPattern("Value of numeric must be an array.");
  const [first, low, second, high, ...rest]: readonly unknown[] = wanted;
  if (!["=", "<", "<=", ">", ">="].includes(String(first))) {
    throw new InvalidPattern(`Unrecognized numeric range operator: ${String(first)}`);
  }
  const start = boundOf(first, low);
  if (wanted.length === 2) return;
  const isRange = /^>/.test(String(first)) && /^<=?$/.test(String(second));
  if (!isRange || rest.length > 0) throw new InvalidPattern("Too many elements in numeric expression");
  if (start >= boundOf(second, high)) throw new InvalidPattern("Bottom must be less than top");
}

function boundOf(operator: unknown, bound: unknown): number {
  if (typeof bound !== "number") throw new InvalidPattern(`Value of ${String(operator)} must be numeric`);
  return bound;
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
