import type { Graph, Node } from "../definition/graph.ts";
import type { StepRecord } from "./execution.ts";

/**
 * The steps that may start now, in the order of the definition: not yet started, everything before them
 * succeeded, and in the branch that was taken. A step behind one that is never reached is never reached.
 */
export function readySteps(graph: Graph, records: readonly StepRecord[]): readonly Node[] {
  const byName = new Map(records.map((record) => [record.step.Name, record]));
  return [...graph.values()].filter(
    (node) => !byName.has(node.step.Name) && isReached(node, byName) && inTakenBranch(node, byName),
  );
}

function isReached({ after }: Node, records: ReadonlyMap<string, StepRecord>): boolean {
  return [...after].every((name) => records.get(name)?.status === "Succeeded");
}

function inTakenBranch({ branch }: Node, records: ReadonlyMap<string, StepRecord>): boolean {
  return branch === null || records.get(branch.condition)?.properties?.Outcome === branch.outcome;
}
