import type { DeployedResource, DeployGraph } from "../../stacks/graph/build-graph.ts";

type Properties = Readonly<Record<string, unknown>>;

/** The resources of one type, such as `sqs/queue:Queue`. */
export function ofType(graph: DeployGraph, type: string): readonly DeployedResource[] {
  return graph.filter((resource) => resource.type === `aws:${type}`);
}

/** The resource of that type whose AWS name ends an ARN, or is the text itself. */
export function named(graph: DeployGraph, type: string, arnOrName: unknown): DeployedResource | undefined {
  const name = String(arnOrName).split(/[:/]/).at(-1);
  return ofType(graph, type).find(({ properties }) => properties.name === name);
}

/** An object inside of a resource's properties; empty when there is none. */
export function object(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : {}; // every object is a record
}

/** A property that is JSON text: a policy, a pattern. */
export function json(value: unknown): Properties {
  return typeof value === "string" ? object(JSON.parse(value)) : {};
}

export interface PolicyStatement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export function statementsOf(policy: unknown): readonly PolicyStatement[] {
  const { Statement } = json(policy);
  // The shape is IAM's; what the statements say is what the checks look at.
  return Array.isArray(Statement) ? (Statement as PolicyStatement[]) : [];
}

export function list(value: string | readonly string[] | undefined): readonly string[] {
  return typeof value === "string" ? [value] : (value ?? []);
}
