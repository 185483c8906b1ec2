import { MalformedExpression } from "../expressions/expression.ts";
import { type Definition, InvalidDefinition } from "./definition.ts";
import { hasProperty } from "./properties.ts";
import { referencesOf, type WrittenReference } from "./references.ts";
import type { Step } from "./step.ts";

/** A step's place in the graph. */
export interface Node {
  readonly step: Step;
  /** Names of the steps that must have succeeded before this one starts. */
  readonly after: ReadonlySet<string>;
  /** The condition whose branch the step is in, and the outcome that reaches it; null at the top level. */
  readonly branch: { readonly condition: string; readonly outcome: boolean } | null;
}

/** All steps by name, those inside branches included, in the order of the definition. */
export type Graph = ReadonlyMap<string, Node>;

/** The steps with their explicit and implicit dependencies. Throws InvalidDefinition. */
export function buildGraph(definition: Definition): Graph {
  const placed = place(definition.Steps, null);
  const steps = new Map<string, Step>();
  for (const { step } of placed) {
    if (steps.has(step.Name)) throw new InvalidDefinition(`Duplicate step name '${step.Name}'.`);
    steps.set(step.Name, step);
  }
  const parameters = new Set(definition.Parameters.map(({ Name }) => Name));
  const graph = new Map<string, Node>();
  for (const { step, branch } of placed) {
    const after = new Set([...explicit(step, steps), ...implicit(step, steps, parameters)]);
    if (branch !== null) after.add(branch.condition);
    graph.set(step.Name, { step, branch, after });
  }
  refuseCycles(graph);
  return graph;
}

type Placed = Omit<Node, "after">;

function place(steps: readonly Step[], branch: Node["branch"]): readonly Placed[] {
  return steps.flatMap((step) => {
    if (step.Type !== "Condition") return [{ step, branch }];
    const { IfSteps = [], ElseSteps = [] } = step.Arguments;
    return [
      { step, branch },
      ...place(IfSteps, { condition: step.Name, outcome: true }),
      ...place(ElseSteps, { condition: step.Name, outcome: false }),
    ];
  });
}

function explicit(step: Step, steps: ReadonlyMap<string, Step>): readonly string[] {
  for (const name of step.DependsOn ?? []) requireStep(step, name, steps);
  return step.DependsOn ?? [];
}

function implicit(
  step: Step,
  steps: ReadonlyMap<string, Step>,
  parameters: ReadonlySet<string>,
): readonly string[] {
  return references(step).flatMap((written) => {
    const { reference, text } = written;
    if (reference.to === "execution") return [];
    if (reference.to === "parameter") {
      if (parameters.has(reference.name)) return [];
      throw new InvalidDefinition(`Step '${step.Name}' references unknown parameter '${text}'.`);
    }
    const target = requireStep(step, reference.step, steps);
    if (!exists(written, target)) {
      throw new InvalidDefinition(`Step '${step.Name}' has an invalid property reference '${text}'.`);
    }
    return [reference.step];
  });
}

function references(step: Step): readonly WrittenReference[] {
  try {
    return referencesOf(step);
  } catch (error) {
    if (!(error instanceof MalformedExpression)) throw error;
    throw new InvalidDefinition(`Step '${step.Name}': ${error.message}`);
  }
}

function requireStep(step: Step, name: string, steps: ReadonlyMap<string, Step>): Step {
  const target = steps.get(name);
  if (target === undefined)
    throw new InvalidDefinition(`Step '${step.Name}' references unknown step '${name}'.`);
  // Wording: tests/integ/sagemaker/workflow/test_fail_steps.py of aws/sagemaker-python-sdk
  if (target.Type === "Fail") throw new InvalidDefinition(`${step.Name} can not depends on ${name}`);
  return target;
}

function exists({ reference, inJsonGet }: WrittenReference, target: Step): boolean {
  if (reference.to === "property-file") {
    const files = target.Type === "Processing" ? (target.PropertyFiles ?? []) : [];
    return inJsonGet && files.some(({ PropertyFileName }) => PropertyFileName === reference.file);
  }
  const [first] = reference.to === "property" ? reference.path : [];
  return !inJsonGet && first !== undefined && hasProperty(target.Type, first);
}

function refuseCycles(graph: Graph): void {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (done.has(name)) return;
    const start = trail.indexOf(name);
    if (start >= 0) {
      throw new InvalidDefinition(
        `Steps depend on each other in a cycle: ${[...trail.slice(start), name].join(" -> ")}.`,
      );
    }
    for (const before of graph.get(name)?.after ?? []) visit(before, [...trail, name]);
    done.add(name);
  };
  for (const name of graph.keys()) visit(name, []);
}
