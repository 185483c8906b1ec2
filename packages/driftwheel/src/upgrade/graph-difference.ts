import { isDeepStrictEqual } from "node:util";
import { object, type PlannedResource } from "@driftwheel/stacks/plan/resource.ts";

/**
 * What changes between two graphs of resources, a line each: what comes, what goes, and which properties become another.
 * Pure: the order of the resources does not matter.
 */
export function graphDifference(
  before: readonly PlannedResource[],
  after: readonly PlannedResource[],
): readonly string[] {
  const one = new Map(before.map((resource) => [key(resource), resource]));
  const other = new Map(after.map((resource) => [key(resource), resource]));
  return [...new Set([...one.keys(), ...other.keys()])].toSorted().flatMap((name) => {
    const was = one.get(name);
    const is = other.get(name);
    if (!was) return [`+ ${name}`];
    if (!is) return [`- ${name}`];
    return changes(was.properties, is.properties).map((change) => `~ ${name}: ${change}`);
  });
}

function key({ type, name }: PlannedResource): string {
  return `${type} ${name}`;
}

/** Policies and patterns are compared by what they say, not by how their JSON is written. */
function changes(was: unknown, is: unknown, path = ""): readonly string[] {
  if (isDeepStrictEqual(was, is)) return [];
  const [one, other] = [fields(was), fields(is)];
  if (one && other) {
    return [...new Set([...Object.keys(one), ...Object.keys(other)])]
      .toSorted()
      .flatMap((field) => changes(one[field], other[field], path === "" ? field : `${path}.${field}`));
  }
  return [`${path} ${shown(was)} -> ${shown(is)}`];
}

function fields(value: unknown): Readonly<Record<string, unknown>> | null {
  return Array.isArray(value) ? { ...value } : object(value);
}

function shown(value: unknown): string {
  return value === undefined ? "nothing" : JSON.stringify(value);
}
