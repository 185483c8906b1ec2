import { ServiceError } from "../world.ts";
import { filterOf } from "./parameter-filter.ts";
import type { Parameter, Parameters } from "./parameters.ts";

/** DescribeParameters, with filters: what parameters there are, never what is in them. */
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
  const matching = parameters.all.filter(filterOf(input));
  return {
    Parameters: matching.slice(from, from + most).map((parameter) => metadata(parameter, arnOf)),
    ...(from + most < matching.length ? { NextToken: String(from + most) } : {}),
  };
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
