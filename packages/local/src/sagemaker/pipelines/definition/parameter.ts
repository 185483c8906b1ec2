import { z } from "zod";

export type ParameterValue = string | number | boolean;

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-parameters.html */
export const parameterSchema = z.strictObject({
  Name: z.string().min(1),
  Description: z.string().optional(),
  Type: z.enum(["String", "Integer", "Float", "Boolean"]),
  DefaultValue: z.union([z.string(), z.number(), z.boolean()]).optional(),
  EnumValues: z.array(z.string()).optional(),
});

export type Parameter = z.infer<typeof parameterSchema>;

/** What is wrong with a parameter's value, as a sentence. */
export class InvalidParameter extends Error {
  override readonly name = "InvalidParameter";
}

/** The values of an execution: what its starter gave (as strings), else the defaults. Throws InvalidParameter. */
export function resolveParameters(
  declared: readonly Parameter[],
  given: readonly { readonly Name: string; readonly Value: string }[],
): ReadonlyMap<string, ParameterValue> {
  const unknown = given.filter(({ Name }) => !declared.some((parameter) => parameter.Name === Name));
  if (unknown.length > 0) {
    throw new InvalidParameter(`Unknown parameters: [${unknown.map(({ Name }) => Name).join(", ")}]`);
  }
  const values = new Map<string, ParameterValue>();
  const missing: string[] = [];
  for (const parameter of declared) {
    const text = given.findLast(({ Name }) => Name === parameter.Name)?.Value;
    const value = text === undefined ? parameter.DefaultValue : readValue(parameter, text);
    if (value === undefined) missing.push(parameter.Name);
    else values.set(parameter.Name, value);
  }
  if (missing.length > 0) {
    throw new InvalidParameter(
      `Parameters [${missing.join(", ")}] have no default value and were not given.`,
    );
  }
  return values;
}

/** Throws InvalidParameter when a default is not of its parameter's type or not among its values. */
export function checkDefault(parameter: Parameter): void {
  const value = parameter.DefaultValue;
  if (value === undefined) return;
  const fits = {
    String: typeof value === "string",
    Integer: Number.isInteger(value),
    Float: typeof value === "number",
    Boolean: typeof value === "boolean",
  }[parameter.Type];
  if (!fits)
    throw new InvalidParameter(`DefaultValue of parameter '${parameter.Name}' is no ${parameter.Type}.`);
  checkEnumeration(parameter, value);
}

function readValue(parameter: Parameter, text: string): ParameterValue {
  const value = parse(parameter.Type, text);
  if (value === null) {
    throw new InvalidParameter(
      `Value '${text}' of parameter '${parameter.Name}' is not of type ${parameter.Type}.`,
    );
  }
  checkEnumeration(parameter, value);
  return value;
}

function parse(type: Parameter["Type"], text: string): ParameterValue | null {
  switch (type) {
    case "String":
      // Wording and rule: https://github.com/aws/sagemaker-python-sdk/issues/4016
      if (text === "")
        throw new InvalidParameter('[string "" is too short (length: 0, required minimum: 1)]');
      return text;
    case "Integer":
      return /^[+-]?\d+$/.test(text) ? Number(text) : null;
    case "Float":
      return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : null;
    case "Boolean":
      return { true: true, false: false }[text.toLowerCase()] ?? null;
  }
}

function checkEnumeration(parameter: Parameter, value: ParameterValue): void {
  if (parameter.EnumValues === undefined || parameter.EnumValues.includes(String(value))) return;
  throw new InvalidParameter(
    `Value '${value}' of parameter '${parameter.Name}' failed to satisfy enum value set: ` +
      `[${parameter.EnumValues.join(", ")}]`,
  );
}
