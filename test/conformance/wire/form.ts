import {
  type ServiceModel,
  type Shape,
  shapeOf,
} from "../../../packages/local/src/service-models/service-model.ts";

/** A request of the query protocol; null when something in it is not of the kind that the shape has there. */
export function formOf(model: ServiceModel, operation: string, input: object): string | null {
  const form = new URLSearchParams({ Action: operation, Version: model.apiVersion });
  const shape = model.operations[operation]?.input;
  const fits = shape === undefined || put(model, shapeOf(model, shape), "", input, form);
  return fits ? form.toString() : null;
}

/** Source: https://smithy.io/2.0/aws/protocols/aws-query-protocol.html */
function put(
  model: ServiceModel,
  shape: Shape,
  path: string,
  value: unknown,
  form: URLSearchParams,
): boolean {
  const below = (step: string) => (path === "" ? step : `${path}.${step}`);
  const inner = (name: string | undefined, step: string, of: unknown) =>
    name !== undefined && put(model, shapeOf(model, name), below(step), of, form);
  if (shape.type === "list") {
    if (!Array.isArray(value)) return false;
    if (value.length === 0) form.set(path, "");
    // A structure of nothing leaves no trace.
    if (value.some((one) => typeof one === "object" && one !== null && Object.keys(one).length === 0))
      return false;
    const { member } = shape;
    return value.every((one, index) =>
      inner(member?.shape, `${member?.locationName ?? "member"}.${index + 1}`, one),
    );
  }
  if (shape.type === "structure" || shape.type === "map") {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    if (shape.type === "structure") {
      return Object.entries(value).every(([name, one]) => {
        const member = shape.members?.[name];
        return inner(member?.shape, member?.locationName ?? name, one);
      });
    }
    return Object.entries(value).every(
      ([name, one], index) =>
        inner(shape.key?.shape, `entry.${index + 1}.${shape.key?.locationName ?? "key"}`, name) &&
        inner(shape.value?.shape, `entry.${index + 1}.${shape.value?.locationName ?? "value"}`, one),
    );
  }
  const text = textOf(value);
  if (text === null) return false;
  form.set(path, text);
  return true;
}

/** A single value as text; null for what is none. */
export function textOf(value: unknown): string | null {
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  return typeof value === "object" ? null : String(value);
}
