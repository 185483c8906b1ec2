/** Where something stands in a fleet: `["models", "frost", "gate", 0]`. */
export type Path = readonly (string | number)[];

/** What stands at a path of what a person wrote; undefined where nothing does. */
export function valueAt(input: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (inside, key) =>
      typeof inside === "object" && inside !== null
        ? Object.getOwnPropertyDescriptor(inside, key)?.value
        : undefined,
    input,
  );
}

/** `["models", "frost", "gate", 0]` -> `models.*.gate.*`: names of people's own and places in lists are `*`. */
export function patternOf(path: Path): string {
  return path.map((key, depth) => (typeof key === "number" || isOwnName(path, depth) ? "*" : key)).join(".");
}

const named: ReadonlySet<string | number> = new Set(["models", "webhooks", "hooks"]);

function isOwnName(path: Path, depth: number): boolean {
  if (path[0] === "costs") return isOwnNameOfCosts(path, depth);
  if (depth === 1) return named.has(path[0] ?? "");
  if (depth !== 4) return false;
  return (
    (path[2] === "retrain" && path[3] === "parameters") || (path[2] === "drift" && path[3] === "predictions")
  );
}

/** Regions of a table, and instance types: what has a price otherwise is named by the policy. */
function isOwnNameOfCosts(path: Path, depth: number): boolean {
  const use = path[1] === "prices" ? 4 : 2;
  if (path[1] === "prices" && depth === 3) return true;
  return depth === use + 1 && path[use] !== "volumes" && path[use] !== "functions";
}
