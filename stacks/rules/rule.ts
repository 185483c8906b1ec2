import type { PlannedResource } from "../plan/resource.ts";

/** What a rule finds wrong. */
export interface Finding {
  /** `lambda/function:Function` */
  readonly kind: string;
  /** The resource's name; of a permission, what is allowed on what. */
  readonly name: string;
}

/** A rule of a scanner, as a check of the resources that are deployed. */
export interface Rule {
  readonly id: string;
  /** What it wants. */
  readonly wants: string;
  findings(resources: readonly PlannedResource[]): readonly Finding[];
}

/** Every resource of a kind of which something is not so. */
export function every(
  id: string,
  wants: string,
  kind: string,
  holds: (
    properties: Readonly<Record<string, unknown>>,
    resources: readonly PlannedResource[],
    name: string,
  ) => boolean,
): Rule {
  return {
    id,
    wants,
    findings: (resources) =>
      resources
        .filter(({ type, name, properties }) => type === `aws:${kind}` && !holds(properties, resources, name))
        .map(({ name }) => ({ kind, name })),
  };
}
