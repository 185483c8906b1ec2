import { ServiceError } from "../world.ts";

export function invalid(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

function constraint(field: string, value: unknown, rule: string): ServiceError {
  const name = field.charAt(0).toLowerCase() + field.slice(1);
  const found = typeof value === "string" ? `Value '${value}'` : `Value ${JSON.stringify(value) ?? "null"}`;
  return invalid(
    `1 validation error detected: ${found} at '${name}' failed to satisfy constraint: Member must ${rule}`,
  );
}

type Input = Readonly<Record<string, unknown>>;

export function requiredText(input: Input, field: string): string {
  const value = input[field];
  if (typeof value !== "string") throw constraint(field, value, "not be null");
  if (value === "") throw constraint(field, value, "have length greater than or equal to 1");
  return value;
}

export function optionalText(input: Input, field: string): string | null {
  const value = input[field];
  if (value === undefined || value === null) return null;
  if (typeof value !== "string") throw new ServiceError("SerializationException", `${field} must be a text`);
  return value;
}

export function oneOf<const Value extends string>(
  input: Input,
  field: string,
  values: readonly Value[],
): Value | null {
  const text = optionalText(input, field);
  if (text === null) return null;
  const value = values.find((candidate) => candidate === text);
  if (!value) throw constraint(field, text, `satisfy enum value set: [${values.join(", ")}]`);
  return value;
}

/** A list of texts with at least one and at most `most` members. */
export function texts(input: Input, field: string, most: number): readonly string[] {
  const value = input[field];
  if (!Array.isArray(value)) throw constraint(field, value, "not be null");
  if (value.length === 0) throw constraint(field, "[]", "have length greater than or equal to 1");
  if (value.length > most) {
    throw constraint(field, `[${value.join(", ")}]`, `have length less than or equal to ${most}`);
  }
  return value.map(String);
}
