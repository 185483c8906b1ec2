import type { Comparison, Condition } from "../definition/condition.ts";
import { evaluate, type Scope, UnresolvedExpression } from "./evaluate.ts";
import type { Json } from "./json.ts";

/** Whether all conditions hold. Rejects with UnresolvedExpression for what cannot be compared. */
export async function allHold(conditions: readonly Condition[], scope: Scope): Promise<boolean> {
  for (const condition of conditions) {
    if (!(await holds(condition, scope))) return false;
  }
  return true;
}

async function holds(condition: Condition, scope: Scope): Promise<boolean> {
  switch (condition.Type) {
    case "Not":
      return !(await holds(condition.Expression, scope));
    case "Or":
      for (const alternative of condition.Conditions) {
        if (await holds(alternative, scope)) return true;
      }
      return false;
    case "In":
    case "NotIn": {
      const query = await evaluate(condition.QueryValue, scope);
      const values = await Promise.all(condition.Values.map((value) => evaluate(value, scope)));
      return values.includes(query) === (condition.Type === "In");
    }
    case "Equals":
    case "NotEquals":
    case "GreaterThan":
    case "GreaterThanOrEqualTo":
    case "LessThan":
    case "LessThanOrEqualTo": {
      const left = await evaluate(condition.LeftValue, scope);
      const right = await evaluate(condition.RightValue, scope);
      return compare(condition.Type, left, right);
    }
  }
}

function compare(type: Comparison, left: Json, right: Json): boolean {
  if (typeof left === typeof right) {
    if (type === "Equals") return left === right;
    if (type === "NotEquals") return left !== right;
  }
  if (typeof left === "number" && typeof right === "number") return ordered(type, left, right);
  if (typeof left === "string" && typeof right === "string") return ordered(type, left, right);
  throw new UnresolvedExpression(
    `${type} cannot compare ${JSON.stringify(left)} (${typeof left}) with ${JSON.stringify(right)} (${typeof right}).`,
  );
}

function ordered<Value extends number | string>(type: Comparison, left: Value, right: Value): boolean {
  switch (type) {
    case "Equals":
      return left === right;
    case "NotEquals":
      return left !== right;
    case "GreaterThan":
      return left > right;
    case "GreaterThanOrEqualTo":
      return left >= right;
    case "LessThan":
      return left < right;
    case "LessThanOrEqualTo":
      return left <= right;
  }
}
