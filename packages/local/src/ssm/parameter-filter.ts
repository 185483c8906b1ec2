import { ServiceError } from "../world.ts";
import { invalid } from "./fields.ts";
import type { Parameter } from "./parameters.ts";

type Test = (parameter: Parameter) => boolean;

interface Filter {
  readonly Key: string;
  readonly Option?: string;
  readonly Values?: readonly string[];
}

/** What a filter by this key looks at, and the values that there are, if they are few. */
const subjects: Readonly<
  Record<string, { readonly of: (parameter: Parameter) => string; readonly known?: readonly string[] }>
> = {
  Name: { of: ({ name }) => withoutSlash(name) },
  Type: { of: ({ type }) => type, known: ["String", "StringList", "SecureString"] },
  KeyId: { of: ({ keyId }) => keyId ?? "" },
  Tier: { of: ({ tier }) => tier, known: ["Standard", "Advanced", "Intelligent-Tiering"] },
  DataType: { of: ({ dataType }) => dataType },
};

/**
 * Which parameters the filters of DescribeParameters let through; the service's model has let the filters in.
 * Source: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html
 */
export function filterOf({ Filters, ParameterFilters }: Readonly<Record<string, unknown>>): Test {
  const [old, filters] = [Array.isArray(Filters) ? Filters : [], listOf(ParameterFilters)];
  if (old.length > 0 && filters.length > 0) {
    throw invalid("You can use either Filters or ParameterFilters in a single request.");
  }
  const tests = [...listOf(Filters).map((filter) => ({ ...filter, Option: "BeginsWith" })), ...filters].map(
    (filter, at, all) => {
      if (all.findIndex(({ Key }) => Key === filter.Key) < at) {
        throw new ServiceError(
          "InvalidFilterKey",
          `The following filter is duplicated in the request: ${filter.Key}. A request can contain only one occurrence of a specific filter.`,
        );
      }
      return testOf(filter);
    },
  );
  return (parameter) => tests.every((test) => test(parameter));
}

/** The service's model has made sure of them. */
function listOf(filters: unknown): readonly Filter[] {
  return Array.isArray(filters) ? (filters as readonly Filter[]) : [];
}

function testOf({ Key, Option, Values = [] }: Filter): Test {
  const subject = Object.hasOwn(subjects, Key) ? subjects[Key] : undefined;
  if (Key.startsWith("tag:")) {
    throw new ServiceError("InvalidFilterKey", "Driftwheel's local AWS keeps no tags of parameters.");
  }
  if (!subject && Key !== "Path") {
    throw new ServiceError(
      "InvalidFilterKey",
      `The following filter key is not valid: ${Key}. Valid filter keys include: [Path, ${Object.keys(subjects).join(", ")}].`,
    );
  }
  if (Values.length === 0) {
    throw new ServiceError(
      "InvalidFilterValue",
      `The following filter values are missing : null for filter key ${Key}.`,
    );
  }
  if (!subject) return pathTest(Option ?? "OneLevel", Values);
  const unknown = Values.find((value) => subject.known?.includes(value) === false);
  if (unknown !== undefined) {
    throw new ServiceError(
      "InvalidFilterValue",
      `The following filter value is not valid: ${unknown}. Valid values include: [${subject.known?.join(", ")}].`,
    );
  }
  const values = Key === "Name" ? Values.map(withoutSlash) : Values;
  switch (Option ?? "Equals") {
    case "Equals":
      return (parameter) => values.includes(subject.of(parameter));
    case "BeginsWith":
      return (parameter) => values.some((value) => subject.of(parameter).startsWith(value));
    case "Contains":
      // A slash is where somebody may have left it away.
      if (Key === "Name") {
        return ({ name }) => Values.some((value) => `/${withoutSlash(name)}`.includes(value));
      }
  }
  throw invalidOption(Option ?? "", Key === "Name" ? "BeginsWith, Equals, Contains" : "BeginsWith, Equals");
}

/** What is below a path, at once or at any depth. */
function pathTest(option: string, paths: readonly string[]): Test {
  if (option !== "OneLevel" && option !== "Recursive") throw invalidOption(option, "Recursive, OneLevel");
  for (const path of paths) {
    if (/^\/(aws|ssm)/i.test(path)) {
      throw invalid(
        'Filters for common parameters can\'t be prefixed with "aws" or "ssm" (case-insensitive). When using global parameters, please specify within a global namespace.',
      );
    }
    if (!/^\/[a-zA-Z0-9_.\-/]*$/.test(path) || path.includes("//")) {
      throw invalid(
        'The parameter doesn\'t meet the parameter name requirements. The parameter name must begin with a forward slash "/". It can\'t be prefixed with "aws" or "ssm" (case-insensitive). It must use only letters, numbers, or the following symbols: . (period), - (hyphen), _ (underscore). Special characters are not allowed. All sub-paths, if specified, must use the forward slash symbol "/". Valid example: /get/parameters2-/by1./path0_.',
      );
    }
  }
  const folders = paths.map((path) => (path.endsWith("/") ? path : `${path}/`));
  return ({ name }) => {
    const full = `/${withoutSlash(name)}`;
    return folders.some(
      (folder) =>
        full.startsWith(folder) && (option === "Recursive" || !full.slice(folder.length).includes("/")),
    );
  };
}

function invalidOption(option: string, valid: string): ServiceError {
  return new ServiceError(
    "InvalidFilterOption",
    `The following filter option is not valid: ${option}. Valid options include: [${valid}].`,
  );
}

function withoutSlash(name: string): string {
  return name.replace(/^\//, "");
}
