import { asExpression, type Expression } from "./expression.ts";
import { asText, isObject, type Json } from "./json.ts";
import { lookUp, type Path, parsePath } from "./path.ts";
import { type ExecutionVariable, parseReference } from "./reference.ts";

/** What expressions can see when a step starts. */
export interface Scope {
  readonly parameters: ReadonlyMap<string, string | number | boolean>;
  execution(variable: ExecutionVariable): string;
  /** What Describe says of the finished step's job; undefined for a step that did not run. */
  properties(step: string): Json | undefined;
  /** The content of a property file. Rejects with UnresolvedExpression when it cannot be read. */
  propertyFile(step: string, file: string): Promise<Json>;
  /** A JSON object in S3. Rejects with UnresolvedExpression when it cannot be read. */
  json(uri: string): Promise<Json>;
}

/** An expression that has no value: what it names is not there. Fails the step that uses it. */
export class UnresolvedExpression extends Error {
  override readonly name = "UnresolvedExpression";
}

/** The value with every expression in it replaced by what it stands for. */
export async function evaluate(value: Json, scope: Scope): Promise<Json> {
  if (Array.isArray(value)) return Promise.all(value.map((element) => evaluate(element, scope)));
  if (!isObject(value)) return value;
  const expression = asExpression(value);
  if (expression !== null) return evaluateExpression(expression, scope);
  const entries = Object.entries(value).map(
    async ([name, part]) => [name, await evaluate(part, scope)] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

async function evaluateExpression(expression: Expression, scope: Scope): Promise<Json> {
  switch (expression.kind) {
    case "get":
      return get(expression.reference, scope);
    case "join": {
      const values = await Promise.all(expression.values.map((value) => evaluate(value, scope)));
      return values.map(asText).join(expression.separator);
    }
    case "json-get":
      return jsonGet(expression, scope);
  }
}

function get(text: string, scope: Scope): Json {
  const reference = parseReference(text);
  switch (reference?.to) {
    case "parameter":
      return required(scope.parameters.get(reference.name), text);
    case "execution":
      return scope.execution(reference.variable);
    case "property":
      return required(lookUp(required(scope.properties(reference.step), text), reference.path), text);
    case "property-file":
    case undefined:
      throw new UnresolvedExpression(`Unable to resolve the reference '${text}'.`);
  }
}

async function jsonGet(expression: Extract<Expression, { kind: "json-get" }>, scope: Scope): Promise<Json> {
  const path: Path | null = parsePath(expression.path);
  const document = await jsonDocument(expression, scope);
  const value = path === null ? undefined : lookUp(document, path);
  if (value === undefined) {
    throw new UnresolvedExpression(`Std:JsonGet found nothing at the path '${expression.path}'.`);
  }
  return value;
}

async function jsonDocument(
  { source }: Extract<Expression, { kind: "json-get" }>,
  scope: Scope,
): Promise<Json> {
  if (source.from === "s3") return scope.json(asText(await evaluate(source.uri, scope)));
  const reference = parseReference(source.reference);
  if (reference?.to !== "property-file") {
    throw new UnresolvedExpression(`'${source.reference}' is not a property file.`);
  }
  return scope.propertyFile(reference.step, reference.file);
}

function required<Value extends Json>(value: Value | undefined, reference: string): Value {
  if (value === undefined) throw new UnresolvedExpression(`Unable to resolve the reference '${reference}'.`);
  return value;
}
