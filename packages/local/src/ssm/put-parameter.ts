import { optionalText, requiredText } from "../validation/members.ts";
import { ServiceError } from "../world.ts";
import { invalid } from "./fields.ts";
import type { Parameter, Parameters } from "./parameters.ts";

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html */
const largest: Readonly<Record<string, number>> = { Standard: 4096, Advanced: 8192 };

/** PutParameter: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html */
export function putParameter(
  input: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): { readonly Version: number; readonly Tier: string } {
  const name = validName(requiredText(input, "Name"));
  const value = requiredText(input, "Value");
  // The service says so, and its model does not.
  if (value === "") {
    throw invalid(
      "1 validation error detected: Value '' at 'value' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const known = parameters.find(name);
  const overwrite = input.Overwrite === true;
  if (overwrite && Array.isArray(input.Tags) && input.Tags.length > 0) {
    throw invalid(
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.",
    );
  }
  if (known && !overwrite) {
    throw new ServiceError(
      "ParameterAlreadyExists",
      "The parameter already exists. To overwrite this value, set the overwrite option in the request to true.",
    );
  }
  const parameter = described(name, input, known);
  const most = largest[parameter.tier] ?? 4096;
  if (value.length > most) {
    throw invalid(
      `${parameter.tier} tier parameters support a maximum parameter value of ${most} characters.${parameter.tier === "Standard" ? " To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier." : ""}`,
    );
  }
  if (parameter.allowedPattern !== null && !patternOf(parameter.allowedPattern).test(value)) {
    throw new ServiceError(
      "ParameterPatternMismatchException",
      `Parameter value, cannot be validated against allowedPattern: ${parameter.allowedPattern}`,
    );
  }
  return { Version: parameters.put(parameter, value, new Date()), Tier: parameter.tier };
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html#systemsmanager-PutParameter-request-DataType */
const dataTypes: readonly string[] = ["text", "aws:ec2:image", "aws:ssm:integration"];

const types = ["String", "StringList", "SecureString"] as const;

function described(
  name: string,
  input: Readonly<Record<string, unknown>>,
  known: Parameter | null,
): Omit<Parameter, "versions"> {
  const type = types.find((each) => each === input.Type) ?? known?.type;
  if (!type) throw invalid("A parameter type is required when you create a parameter.");
  if (known && known.type !== type) {
    throw new ServiceError(
      "HierarchyTypeMismatchException",
      `The parameter ${name} is a ${known.type} and cannot become a ${type}.`,
    );
  }
  const tier = optionalText(input, "Tier");
  const dataType = optionalText(input, "DataType") ?? known?.dataType ?? "text";
  if (!dataTypes.includes(dataType)) {
    throw invalid(
      `The following data type is not supported: ${dataType} (Data type names are all lowercase.)`,
    );
  }
  return {
    name: known?.name ?? name,
    type,
    description: optionalText(input, "Description") ?? known?.description ?? null,
    allowedPattern: optionalText(input, "AllowedPattern") ?? known?.allowedPattern ?? null,
    keyId: type === "SecureString" ? (optionalText(input, "KeyId") ?? known?.keyId ?? "alias/aws/ssm") : null,
    dataType,
    tier: tier === "Advanced" || known?.tier === "Advanced" ? "Advanced" : "Standard",
  };
}

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-parameter-name-constraints.html */
function validName(name: string): string {
  if (/^\/?aws(\/|$)/i.test(name)) {
    throw new ServiceError("AccessDeniedException", `No access to reserved parameter name: ${name}.`);
  }
  if (!/^[a-zA-Z0-9_.\-/]+$/.test(name) || /^\/?(ssm|aws)/i.test(name)) {
    throw invalid(
      'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_',
    );
  }
  if (name.includes("/") && !name.startsWith("/")) {
    throw invalid("Parameter name must be a fully qualified name.");
  }
  if (/\/$|\/\//.test(name)) throw invalid("Parameter name must not end with a slash or have an empty part.");
  if (name.split("/").length - 1 > 15) {
    throw new ServiceError(
      "HierarchyLevelLimitExceededException",
      "A hierarchy can have a maximum of 15 levels.",
    );
  }
  return name;
}

function patternOf(source: string): RegExp {
  try {
    return new RegExp(`^(?:${source})$`);
  } catch {
    throw new ServiceError(
      "InvalidAllowedPatternException",
      `The allowed pattern ${source} is no regular expression.`,
    );
  }
}
