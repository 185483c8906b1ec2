import type * as z from "zod";
import { examples } from "./examples.ts";
import type { Fault } from "./fault.ts";
import { knownFields } from "./known-fields.ts";
import { nearest, simplified } from "./nearest.ts";
import { type Path, patternOf, valueAt } from "./path.ts";
import { shown, written } from "./shown.ts";

type Issue = z.core.$ZodIssue;

/**
 * What a schema has against a fleet, each fault with what would be right.
 *
 * @param schema the fleet's
 * @param input the fleet as it was written
 */
export function describeIssues(
  issues: readonly Issue[],
  { schema, input }: { readonly schema: z.core.$ZodType; readonly input: unknown },
): readonly Fault[] {
  const fields = knownFields(schema);
  const describe = (issue: Issue, above: Path): readonly Fault[] => {
    const path = [...above, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
    switch (issue.code) {
      case "unrecognized_keys":
        return issue.keys.map((key) => unknownField([...path, key], { fields, input }));
      case "invalid_key":
        // A name is no value: what is wrong with it stands inside.
        return [wrongName(path, issue.issues[0]?.message ?? issue.message)];
      case "invalid_union":
        return ofUnion(issue, path);
      case "invalid_value":
        return [ofValues(path, issue.values, issue.message)];
      case "invalid_type":
        return [{ path, problem: ownWords(issue) ?? wrongType(issue.expected) }];
      case "custom":
        return [{ path, problem: issue.message, remedy: remedyOf(issue) }];
      case "too_small":
      case "too_big":
        return [{ path, problem: ownWords(issue) ?? outside(issue) }];
      default:
        return [{ path, problem: ownWords(issue) ?? issue.message }];
    }
  };

  /** Of several forms the one that was begun is described; where none was, what they all are. */
  const ofUnion = (issue: z.core.$ZodIssueInvalidUnion, path: Path): readonly Fault[] => {
    const begun = issue.errors.filter(
      (errors) => !errors.some((error) => error.path.length === 0 && isOtherForm(error)),
    );
    const [one] = begun;
    if (one && begun.length === 1) return one.flatMap((error) => describe(error, path));
    const own = ownWords(issue);
    if (own !== null) return [{ path, problem: own }];
    const values = issue.errors
      .flat()
      .flatMap((error) => (error.code === "invalid_value" && error.path.length === 0 ? error.values : []));
    if (valueAt(input, path) === undefined) return [{ path, problem: "nothing holds without it" }];
    if (values.length > 0) return [ofValues(path, values, "")];
    return [{ path, problem: "is of none of the forms that it may have" }];
  };

  const ofValues = (path: Path, values: readonly z.core.util.Primitive[], message: string): Fault => {
    const found = valueAt(input, path);
    const known = values.map(String);
    const meant = typeof found === "string" ? nearest(found, known) : null;
    const all = listed(known);
    const objects =
      patternOf(path) === "models.*.approve" ? ` or ${written(examples["models.*.approve"])}` : "";
    const problem =
      message !== "" && !/^Invalid /.test(message)
        ? message
        : `must be ${values.length > 1 ? "one of " : ""}${all}${objects}`;
    return {
      path,
      problem,
      ...(meant === null ? {} : { remedy: `did you mean ${JSON.stringify(meant)}?` }),
    };
  };

  return issues.flatMap((issue) => describe(issue, []));
}

/** What a schema of ours says would be right, where it knows better than the field's example. */
function remedyOf({ params }: z.core.$ZodIssueCustom): string | undefined {
  const remedy: unknown = params?.remedy;
  return typeof remedy === "string" ? remedy : undefined;
}

/** True when the value is not even of the kind that this form of several has. */
function isOtherForm(issue: Issue): boolean {
  return issue.code === "invalid_type" || issue.code === "invalid_value";
}

const mostListed = 8;

function listed(names: readonly string[]): string {
  const more = names.length - mostListed;
  const first = names.slice(0, more > 1 ? mostListed : names.length).map((name) => JSON.stringify(name));
  return `${first.join(", ")}${more > 1 ? ` and ${more} more` : ""}`;
}

/** The message where the schema has one of its own, null where it is zod's. */
function ownWords({ message }: Issue): string | null {
  return /^(Invalid|Too (big|small)|Unrecognized)\b/.test(message) ? null : message;
}

/** A number, a text or a list that is too small or too large, where the schema has no words of its own. */
function outside(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const [bound, limit] =
    issue.code === "too_small" ? ["at least", issue.minimum] : ["at most", issue.maximum];
  const s = Number(limit) === 1 ? "" : "s";
  if (issue.origin === "string") return `must have ${bound} ${limit} character${s}`;
  if (issue.origin === "array") return `must have ${bound} ${limit} member${s}`;
  return `must be ${bound} ${limit}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: "a text in quotes",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object with fields",
  record: "an object with a field for each name",
};

function wrongType(expected: string): string {
  return `must be ${kinds[expected] ?? expected}`;
}

/** A name that may not be one: the name is told, and never what it names. */
export function wrongName(path: Path, problem: string): Fault {
  const name = String(path.at(-1));
  const right = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
    .slice(0, 32);
  return {
    path,
    value: `named ${shown(name)}`,
    problem,
    remedy: `give it another, such as "${right === "" || right === name ? "frost" : right}"`,
  };
}

/** A misspelt field, or one that is known elsewhere. */
function unknownField(
  path: Path,
  { fields, input }: { readonly fields: readonly string[]; readonly input: unknown },
): Fault {
  const name = String(path.at(-1));
  const level = patternOf(path.slice(0, -1));
  const under = level === "" ? "" : `${level}.`;
  const here = fields
    .filter((field) => field.startsWith(under))
    .map((field) => field.slice(under.length))
    .filter((field) => !field.includes("."));
  const problem = "unknown field";
  if (path.length === 1 && valueAt(input, [name, "endpoint"]) !== undefined) {
    return { path, problem, remedy: `did you mean models.${name}? A model stands under models` };
  }
  const misspelt = nearest(name, here);
  if (misspelt !== null) return { path, problem, remedy: `did you mean ${misspelt}?` };
  const elsewhere = placesOf(name, fields).filter((field) => isNear(field, path));
  if (elsewhere.length > 0)
    return {
      path,
      problem: "unknown field here",
      remedy: `did you mean ${inPlace(elsewhere[0] ?? "", path)}?`,
    };
  return { path, problem, remedy: `leave it out, or write one of ${[...new Set(here)].join(", ")}` };
}

/** Fields of hooks are not meant where a model is written; a model's may be, where its name was forgotten. */
function isNear(field: string, path: Path): boolean {
  const [part] = field.split(".");
  return part === path[0] || (path.length === 1 && part === "models");
}

/** Where a field of this name belongs, in whatever letters it is written; the shortest paths first. */
function placesOf(name: string, fields: readonly string[]): readonly string[] {
  return fields
    .filter((field) => simplified(field.split(".").at(-1) ?? "") === simplified(name))
    .toSorted((one, other) => one.split(".").length - other.split(".").length);
}

/** A pattern of a path with the names of the path that was written: `models.frost.retrain.cooldown`. */
function inPlace(pattern: string, path: Path): string {
  return pattern
    .split(".")
    .map((key, depth) => (key === "*" ? (path[depth] ?? "<name>") : key))
    .join(".");
}
