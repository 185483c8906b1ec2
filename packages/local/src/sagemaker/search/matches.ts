import { invalid } from "../errors.ts";
import type { Json, JsonObject } from "../json.ts";
import { isObject, valuesOf } from "./property.ts";
import type { Filter, SearchExpression } from "./request.ts";

/** Whether a record is what an expression looks for. @throws ServiceError where the expression makes no sense. */
export function matches(record: JsonObject, expression: SearchExpression): boolean {
  const { Filters = [], NestedFilters = [], SubExpressions = [], Operator = "And" } = expression;
  if (Filters.length + NestedFilters.length + SubExpressions.length === 0) {
    throw invalid("A SearchExpression must have at least one filter, nested filter or subexpression.");
  }
  const answers = [
    ...Filters.map((filter) => isPassed(valuesOf(record, filter.Name), filter)),
    ...NestedFilters.map((nested) => isNested(record, nested.NestedPropertyName, nested.Filters)),
    ...SubExpressions.map((inner) => matches(record, inner)),
  ];
  return Operator === "And" ? answers.every(Boolean) : answers.some(Boolean);
}

/** One element of the list passes all filters, whose names begin with that of the list. */
function isNested(record: JsonObject, list: string, filters: readonly Filter[]): boolean {
  const elements = record[list];
  if (elements !== undefined && !Array.isArray(elements)) {
    throw invalid(`${list} is no list, so that it has no nested filters.`);
  }
  return (elements ?? []).some(
    (element: Json) =>
      isObject(element) &&
      filters.every((filter) => {
        if (!filter.Name.startsWith(`${list}.`)) {
          throw invalid(`The filter ${filter.Name} is not of ${list}.`);
        }
        return isPassed(valuesOf(element, filter.Name.slice(list.length + 1)), filter);
      }),
  );
}

function isPassed(values: readonly Json[], { Name, Operator, Value }: Filter): boolean {
  if (Operator === "Exists") return values.length > 0;
  if (Operator === "NotExists") return values.length === 0;
  // A name alone asks for what has it: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Filter.html
  if (Value === undefined) {
    if (Operator === undefined) return values.length > 0;
    throw invalid(`The filter of ${Name} with the operator ${Operator} needs a Value.`);
  }
  switch (Operator) {
    case undefined:
    case "Equals":
      return values.some((value) => isEqual(value, Value));
    case "NotEquals":
      return !values.some((value) => isEqual(value, Value));
    case "Contains":
      return values.some((value) => String(value).includes(Value));
    case "In":
      return Value.split(",").some((one) => values.some((value) => isEqual(value, one.trim())));
    case "GreaterThan":
      return values.some((value) => difference(Name, value, Value) > 0);
    case "GreaterThanOrEqualTo":
      return values.some((value) => difference(Name, value, Value) >= 0);
    case "LessThan":
      return values.some((value) => difference(Name, value, Value) < 0);
    case "LessThanOrEqualTo":
      return values.some((value) => difference(Name, value, Value) <= 0);
  }
}

function isEqual(value: Json, wanted: string): boolean {
  return typeof value === "number" ? value === numberOf(wanted) : String(value) === wanted;
}

function difference(name: string, value: Json, wanted: string): number {
  const [left, right] = [typeof value === "number" ? value : Number(value), numberOf(wanted)];
  if (value === "" || Number.isNaN(left)) {
    throw invalid(`${name} is a text, which is neither greater nor less than anything.`);
  }
  if (Number.isNaN(right)) throw invalid(`${wanted} is neither a number nor a time, as ${name} is.`);
  return left - right;
}

/** Times are seconds over the wire, and ISO 8601 in filters, of UTC where they do not say. */
function numberOf(text: string): number {
  if (text.trim() !== "" && !Number.isNaN(Number(text))) return Number(text);
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`;
  return Date.parse(zoned) / 1000;
}
