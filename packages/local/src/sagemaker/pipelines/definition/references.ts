import { asExpression, MalformedExpression } from "../expressions/expression.ts";
import { isObject, type Json } from "../expressions/json.ts";
import { parseReference, type Reference } from "../expressions/reference.ts";
import type { Condition } from "./condition.ts";
import type { Step } from "./step.ts";
import { writtenIn } from "./written.ts";

/** A reference as it stands in a definition; `inJsonGet` when it is the property file of a Std:JsonGet. */
export interface WrittenReference {
  readonly text: string;
  readonly reference: Reference;
  readonly inJsonGet: boolean;
}

/**
 * Every reference that a step needs to be resolved before it starts. The steps inside a condition's branches
 * have their own. Throws MalformedExpression.
 */
export function referencesOf(step: Step): readonly WrittenReference[] {
  if (step.Type === "Condition") return step.Arguments.Conditions.flatMap(inCondition);
  return inJson(writtenIn(step));
}

function inCondition(condition: Condition): readonly WrittenReference[] {
  switch (condition.Type) {
    case "Not":
      return inCondition(condition.Expression);
    case "Or":
      return condition.Conditions.flatMap(inCondition);
    case "In":
    case "NotIn":
      return [condition.QueryValue, ...condition.Values].flatMap(inJson);
    case "Equals":
    case "NotEquals":
    case "GreaterThan":
    case "GreaterThanOrEqualTo":
    case "LessThan":
    case "LessThanOrEqualTo":
      return [condition.LeftValue, condition.RightValue].flatMap(inJson);
  }
}

function inJson(value: Json): readonly WrittenReference[] {
  if (Array.isArray(value)) return value.flatMap(inJson);
  if (!isObject(value)) return [];
  const expression = asExpression(value);
  switch (expression?.kind) {
    case "get":
      return [written(expression.reference, false)];
    case "join":
      return expression.values.flatMap(inJson);
    case "json-get":
      return expression.source.from === "s3"
        ? inJson(expression.source.uri)
        : [written(expression.source.reference, true)];
    case undefined:
      return Object.values(value).flatMap(inJson);
  }
}

function written(text: string, inJsonGet: boolean): WrittenReference {
  const reference = parseReference(text);
  if (reference === null) throw new MalformedExpression(`Unknown reference '${text}'.`);
  return { text, reference, inJsonGet };
}
