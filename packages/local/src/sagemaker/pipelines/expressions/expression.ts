import { isObject, type Json, type JsonObject } from "./json.ts";

/**
 * The parts of a definition that are computed when a step starts.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-pipeline.html
 */
export type Expression =
  | { readonly kind: "get"; readonly reference: string }
  | { readonly kind: "join"; readonly separator: string; readonly values: readonly Json[] }
  | { readonly kind: "json-get"; readonly source: JsonSource; readonly path: string };

/** A property file of a processing step, or any JSON object in S3 (the form that the SDK's `@step` writes). */
type JsonSource =
  | { readonly from: "property-file"; readonly reference: string }
  | { readonly from: "s3"; readonly uri: Json };

export class MalformedExpression extends Error {
  override readonly name = "MalformedExpression";
}

/** The expression that a JSON object stands for, or null when it is plain data. Throws MalformedExpression. */
export function asExpression(value: JsonObject): Expression | null {
  const [name, ...others] = Object.keys(value);
  if (name === undefined || others.length > 0) return null;
  switch (name) {
    case "Get":
      return { kind: "get", reference: text(value.Get, "Get") };
    case "Std:Join":
      return asJoin(value[name]);
    case "Std:JsonGet":
      return asJsonGet(value[name]);
    default:
      return null;
  }
}

function asJoin(body: Json | undefined): Expression {
  if (!isObject(body) || !Array.isArray(body.Values)) {
    throw new MalformedExpression("Std:Join needs a list of Values.");
  }
  return { kind: "join", separator: text(body.On ?? "", "On of Std:Join"), values: body.Values };
}

function asJsonGet(body: Json | undefined): Expression {
  if (!isObject(body)) throw new MalformedExpression("Std:JsonGet needs PropertyFile and Path.");
  const path = text(body.Path, "Path of Std:JsonGet");
  if (body.S3Uri !== undefined) return { kind: "json-get", source: { from: "s3", uri: body.S3Uri }, path };
  const file = isObject(body.PropertyFile) ? asExpression(body.PropertyFile) : null;
  if (file?.kind !== "get") {
    throw new MalformedExpression(
      'PropertyFile of Std:JsonGet must be {"Get": "Steps.<step>.PropertyFiles.<file>"}.',
    );
  }
  return { kind: "json-get", source: { from: "property-file", reference: file.reference }, path };
}

function text(value: Json | undefined, what: string): string {
  if (typeof value !== "string") throw new MalformedExpression(`${what} must be a string.`);
  return value;
}
