/** One resource of the deploy graph, as Pulumi registers it. */
export interface PlannedResource {
  /** `aws:sqs/queue:Queue` */
  readonly type: string;
  readonly name: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export function ofType(resources: readonly PlannedResource[], type: string): readonly PlannedResource[] {
  return resources
    .filter((resource) => resource.type === type)
    .toSorted((one, other) => one.name.localeCompare(other.name, "en"));
}

export function text(resource: PlannedResource, property: string): string | null {
  const value = resource.properties[property];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

export function number(resource: PlannedResource, property: string): number | null {
  const value = resource.properties[property];
  return typeof value === "number" ? value : null;
}

/** An object property, or one that is given as JSON text, as policies and patterns are. */
export function object(value: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof value === "string") {
    try {
      return object(JSON.parse(value));
    } catch {
      return null;
    }
  }
  // What is no array and no null can be read by name.
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** One value or several, as policies allow either. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

/** What a person reads for a plain value; nothing for what has no plain form. */
export function words(value: unknown, otherwise = ""): string {
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : otherwise;
}
