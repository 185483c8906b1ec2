import { InvalidPattern } from "./invalid-pattern.ts";
import { matchesFilter } from "./pattern-filter.ts";

/** An event pattern as EventBridge defines it; a leaf is a list of alternatives. */
export type Pattern = Readonly<Record<string, unknown>>;

/**
 * Whether an event matches a pattern: every field of the pattern must match, each by one of its alternatives.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 *
 * @throws InvalidPattern when the pattern itself is none.
 */
export function matchesPattern(pattern: Pattern, event: object): boolean {
  return Object.entries(pattern).every(([field, wanted]) =>
    field === "$or" ? matchesAny(wanted, event) : matchesField(field, wanted, Reflect.get(event, field)),
  );
}

function matchesAny(alternatives: unknown, event: object): boolean {
  if (!Array.isArray(alternatives)) throw new InvalidPattern('"$or" must be an array of patterns');
  return alternatives.some((pattern: unknown) => {
    if (!isRecord(pattern)) throw new InvalidPattern('"$or" must be an array of patterns');
    return matchesPattern(pattern, event);
  });
}

function matchesField(field: string, wanted: unknown, found: unknown): boolean {
  if (Array.isArray(wanted)) return matchesLeaf(field, wanted, found);
  if (!isRecord(wanted)) throw new InvalidPattern(`"${field}" must be an object or an array`);
  const objects = elementsOf(found).filter(isRecord);
  // What has no object has none of its fields either, which a pattern may ask for.
  return (objects.length > 0 ? objects : [{}]).some((object) => matchesPattern(wanted, object));
}

/** A value, or what is in an array; arrays in arrays count as one. */
function elementsOf(found: unknown): readonly unknown[] {
  if (Array.isArray(found)) return found.flat(Number.POSITIVE_INFINITY);
  return found === undefined ? [] : [found];
}

function matchesLeaf(field: string, alternatives: readonly unknown[], found: unknown): boolean {
  if (alternatives.length === 0) throw new InvalidPattern(`"${field}": empty arrays are not allowed`);
  const values = elementsOf(found);
  return alternatives.some((alternative) => {
    if (!isRecord(alternative)) return values.includes(alternative);
    if ("exists" in alternative) {
      if (typeof alternative.exists !== "boolean") {
        throw new InvalidPattern(`"${field}": "exists" must be true or false`);
      }
      // A field that holds an object has no value of its own: "exists" works on leaf nodes only.
      const present = values.some((value) => !isRecord(value));
      return alternative.exists === present;
    }
    return matchesFilter(field, alternative, values);
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
