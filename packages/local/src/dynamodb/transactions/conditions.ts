import { database, validations } from "../load-dynalite.ts";

/** What a request says that an item must be. */
export interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether an item is as a condition says, by dynalite's own parser; a text says what is wrong with the expressions. */
export function holds(condition: Condition, item: object | undefined): boolean | string {
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
    condition;
  // What is parsed is written into the object.
  const data = { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  const wrong = validations().validateExpressions(data);
  if (wrong !== undefined) return wrong;
  return (database().checkConditional(data, item) ?? null) === null;
}
