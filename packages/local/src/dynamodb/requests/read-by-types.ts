import type { Types } from "dynalite/validations/index.js";
import { validations } from "../load-dynalite.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * What dynalite reads of a request, by the types of its members. Most requests are that already, and are told apart
 * quicker than copied. Numbers may begin with a plus, which dynalite does not know.
 *
 * @throws Error with `statusCode` and `body`
 */
export function readByTypes(request: object, types: Types): object {
  if (isObject(request) && isAsRead(request, types)) return request;
  return withoutPlus(validations().checkTypes(request, types));
}

/** Attributes are `{ N: "+1" }` or `{ NS: ["+1"] }`, at any depth; the same object. */
function withoutPlus<Value extends object>(value: Value): Value {
  const members: Record<string, unknown> = Object.assign(value);
  for (const [name, inner] of Object.entries(members)) {
    if (name === "N" && typeof inner === "string") members[name] = inner.replace(plus, "");
    else if (name === "NS" && Array.isArray(inner)) {
      members[name] = inner.map((each: unknown) =>
        typeof each === "string" ? each.replace(plus, "") : each,
      );
    } else if (typeof inner === "object" && inner !== null) withoutPlus(inner);
  }
  return value;
}

const plus = /^\+(?=[\d.])/;

/** Whether there is nothing to convert, to refuse or to take away; false where that takes more than a look. */
function isAsRead(request: Members, types: Types): boolean {
  for (const member of Object.keys(request)) {
    if (!Object.hasOwn(types, member)) return false;
    const known = types[member];
    const type = typeof known === "string" ? known : known?.type;
    const value = request[member];
    if (typeof value === "string" ? type === "String" : typeof value === "boolean" && type === "Boolean") {
      continue;
    }
    if (type === "Map<AttributeValue>" ? !hasFlatValues(value) : !isTexts(type, value)) return false;
  }
  return true;
}

function isTexts(type: string | undefined, value: unknown): boolean {
  if (type !== "Map<java.lang.String>" || !isObject(value)) return false;
  return Object.values(value).every((each) => typeof each === "string");
}

function hasFlatValues(attributes: unknown): boolean {
  if (!isObject(attributes)) return false;
  for (const name of Object.keys(attributes)) {
    const value = attributes[name];
    if (!isObject(value)) return false;
    for (const type of Object.keys(value)) {
      const isOfType =
        type === "S" || type === "N"
          ? typeof value[type] === "string" && (type === "S" || !value[type].startsWith("+"))
          : (type === "BOOL" || type === "NULL") && typeof value[type] === "boolean";
      if (!isOfType) return false;
    }
  }
  return true;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
