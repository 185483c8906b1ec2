export interface Change {
  /** Where it stands in the model's state: `rollout.weight`. */
  readonly path: string;
  /** As text; null where there was nothing. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between two states, field by field; where it is looked for does not count. */
export function stateChanges(before: unknown, after: unknown): readonly Change[] {
  const was = fieldsOf(before, "");
  const is = fieldsOf(after, "");
  const paths = [...new Set([...was.keys(), ...is.keys()])];
  return paths
    .filter((path) => path !== "sequence" && !path.startsWith("links") && was.get(path) !== is.get(path))
    .map((path) => ({ path, before: was.get(path) ?? null, after: is.get(path) ?? null }));
}

function fieldsOf(value: unknown, path: string): ReadonlyMap<string, string> {
  if (value === null || value === undefined) return new Map();
  if (typeof value !== "object") return new Map([[path, String(value)]]);
  // A list's places are its names.
  const fields = Object.entries(value).flatMap(([name, inner]) => [
    ...fieldsOf(inner, path === "" ? name : `${path}.${name}`),
  ]);
  return new Map(fields);
}
