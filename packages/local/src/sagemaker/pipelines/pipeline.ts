import type { Definition } from "./definition/definition.ts";
import type { Graph } from "./definition/graph.ts";

/** A definition that can be executed: its text as it was given, and what was read from it. */
export interface CheckedDefinition {
  readonly text: string;
  readonly definition: Definition;
  readonly graph: Graph;
}

export interface Pipeline {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  readonly displayName: string;
  readonly description: string | null;
  readonly roleArn: string;
  readonly checked: CheckedDefinition;
  readonly maxParallelSteps: number | null;
  readonly lastModifiedTime: Date;
  readonly lastRunTime: Date | null;
}
