/** What a request says that an item must be. */
export interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

/** Whether an item is as a condition says, by dynalite's own parser; a text says what is wrong with the expressions. */
export async function holds(condition: Condition, item: object | undefined): Promise<boolean | string> {
  const { validateExpressions } = await import("dynalite/validations/index.js");
  const { checkConditional } = await import("dynalite/db/index.js");
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
    condition;
  // What is parsed is written into the object.
  const data = { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  const wrong = validateExpressions(data);
  if (wrong !== undefined) return wrong;
  return (checkConditional(data, item) ?? null) === null;
}
