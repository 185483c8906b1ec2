import { database, validations } from "../load-dynalite.ts";

/** What a request says that an item must be. */
export interface Condition {
  readonly ConditionExpression?: string | undefined;
  readonly UpdateExpression?: string | undefined;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

interface Parsed {
  /** With what dynalite's parser has written into it. */
  readonly data: object;
  /** What is wrong with the expressions. */
  readonly wrong: string | undefined;
}

/** The expressions of a request, by dynalite's own parser. */
export function parsed(condition: Condition): Parsed {
  const { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues } =
    condition;
  const data = { ConditionExpression, UpdateExpression, ExpressionAttributeNames, ExpressionAttributeValues };
  return { wrong: validations().validateExpressions(data), data };
}

/** Whether an item is as a request says whose expressions are parsed. */
export function holds({ data }: Parsed, item: object | undefined): boolean {
  return (database().checkConditional(data, item) ?? null) === null;
}
