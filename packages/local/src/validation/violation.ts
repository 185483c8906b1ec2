/** One thing that the model does not allow about a value. */
export interface Violation {
  /** The members that lead to it, and the position in lists: `["ProductionVariants", 0, "VariantName"]`. */
  readonly path: Path;
  readonly kind: "missing" | "value" | "length" | "pattern" | "enum" | "members";
  /** `Member must not be null` */
  readonly constraint: string;
  /** As errors show it; null when it may not be shown. */
  readonly shown: string | null;
}

export type Path = readonly (string | number)[];

/** Where a value is; made on the way down, and read only when something is wrong. */
export interface Place {
  readonly above: Place | null;
  readonly step: string | number;
}

export function pathOf(place: Place | null): Path {
  const path: (string | number)[] = [];
  for (let at = place; at !== null; at = at.above) path.unshift(at.step);
  return path;
}

/** `productionVariants.1.member.variantName`: the form of paths in the errors of the services. */
export function pathText(path: Path): string {
  return path
    .map((step) =>
      typeof step === "number" ? `${step + 1}.member` : step.charAt(0).toLowerCase() + step.slice(1),
    )
    .join(".");
}

/** A value in an error: what it contains, without the quotes of JSON. */
export function shownValue(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(shownValue).join(", ")}]`;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array)
    return `java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]`;
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([name, inner]) => `${name}=${shownValue(inner)}`);
    return `{${members.join(", ")}}`;
  }
  return String(value);
}

/**
 * The words of the services' front:
 * `1 validation error detected: Value '0' at 'period' failed to satisfy constraint: Member must have value ...`.
 * It tells no more than ten.
 */
export function detected(violations: readonly Violation[]): string {
  const told = violations.slice(0, 10);
  const count = `${told.length} validation error${told.length === 1 ? "" : "s"} detected: `;
  return count + told.map(one).join("; ");
}

function one({ path, kind, constraint, shown }: Violation): string {
  const value = kind === "missing" ? "Value null" : shown === null ? "Value" : `Value '${shown}'`;
  return `${value} at '${pathText(path)}' failed to satisfy constraint: ${constraint}`;
}
