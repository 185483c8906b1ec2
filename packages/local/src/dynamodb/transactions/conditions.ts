import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/** What a request says that an item must be. */
export interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

interface Expressions {
  /** Parses the expressions of a request into it, or says what is wrong with them. */
  validateExpressions(data: object): string | undefined;
}

interface Conditional {
  /** The error of a request, whose expressions are parsed, for an item that is not as it says. */
  checkConditional(data: object, item: object | undefined): object | null | undefined;
}

/** Whether an item is as a condition says, by dynalite's own parser; a text says what is wrong with the expressions. */
export function holds(condition: Condition, item: object | undefined): boolean | string {
  // Neither has types; what is read of them is in the interfaces.
  const expressions = require("dynalite/validations") as Expressions;
  const conditional = require("dynalite/db") as Conditional;
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
    condition;
  // It reads null as absent, and writes what it has parsed into the object that it gets.
  const data = { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  const wrong = expressions.validateExpressions(data);
  if (wrong !== undefined) return wrong;
  return conditional.checkConditional(data, item) == null;
}
