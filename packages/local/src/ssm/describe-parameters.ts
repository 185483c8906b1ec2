import { ServiceError } from "../world.ts";
import type { Parameter, Parameters } from "./parameters.ts";

/** DescribeParameters, with filters by name: what parameters there are, never what is in them. */
export function describeParameters(
  input: Readonly<Record<string, unknown>>,
  parameters: Parameters,
  arnOf: (name: string) => string,
) {
  const most = typeof input.MaxResults === "number" ? input.MaxResults : 10;
  const from = input.NextToken === undefined ? 0 : Number(input.NextToken);
  if (!Number.isInteger(from)) {
    throw new ServiceError("InvalidNextToken", "The specified token is not valid.");
  }
  const matching = parameters.all.filter(filterOf(input.ParameterFilters));
  return {
    Parameters: matching.slice(from, from + most).map((parameter) => metadata(parameter, arnOf)),
    ...(from + most < matching.length ? { NextToken: String(from + most) } : {}),
  };
}

function filterOf(filters: unknown): (parameter: Parameter) => boolean {
  if (!Array.isArray(filters)) return () => true;
  const tests = filters.map(testOf);
  return (parameter) => tests.every((test) => test(parameter));
}

function testOf(filter: {
  readonly Key?: unknown;
  readonly Option?: unknown;
  readonly Values?: unknown;
}): (parameter: Parameter) => boolean {
  const { Key, Option = "Equals", Values } = filter;
  const values = Array.isArray(Values) ? Values.map(String) : [];
  const subject = subjectOf(Key);
  switch (Option) {
    case "Equals":
      return (parameter) => values.includes(subject(parameter));
    case "BeginsWith":
      return (parameter) => values.some((value) => subject(parameter).startsWith(value));
    case "Contains":
      return (parameter) => values.some((value) => subject(parameter).includes(value));
    default:
      throw new ServiceError("InvalidFilterOption", `The filter option ${String(Option)} is not valid.`);
  }
}

function subjectOf(key: unknown): (parameter: Parameter) => string {
  switch (key) {
    case "Name":
      return ({ name }) => name;
    case "Type":
      return ({ type }) => type;
    default:
      throw new ServiceError("InvalidFilterKey", `The filter key ${String(key)} is not valid.`);
  }
}

function metadata(parameter: Parameter, arnOf: (name: string) => string) {
  const latest = parameter.versions.at(-1);
  return {
    Name: parameter.name,
    ARN: arnOf(parameter.name),
    Type: parameter.type,
    ...(parameter.keyId === null ? {} : { KeyId: parameter.keyId }),
    LastModifiedDate: latest?.modified,
    ...(parameter.description === null ? {} : { Description: parameter.description }),
    ...(parameter.allowedPattern === null ? {} : { AllowedPattern: parameter.allowedPattern }),
    Version: latest?.version,
    Tier: parameter.tier,
    Policies: [],
    DataType: parameter.dataType,
  };
}
