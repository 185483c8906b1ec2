/** How far two sums of floating numbers may lie apart, which depend on their order, as a share of themselves. */
const apart = 1e-9;

/**
 * Where two values of JSON differ, by the paths: whole numbers, texts and what is there are to be the same, other numbers
 * the same but for the order in which they were added.
 */
export function differences(one: unknown, other: unknown, path = ""): readonly string[] {
  if (isSame(one, other)) return [];
  if (!isObject(one) || !isObject(other)) {
    return [`${path}: ${JSON.stringify(one)} and ${JSON.stringify(other)}`];
  }
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].flatMap((name) =>
    differences(Reflect.get(one, name), Reflect.get(other, name), path === "" ? name : `${path}.${name}`),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== "number" || typeof other !== "number") return one === other;
  if (Number.isInteger(one) && Number.isInteger(other)) return one === other;
  return Math.abs(one - other) <= apart * Math.max(Math.abs(one), Math.abs(other));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
