import type { Graph, Node } from "../definition/graph.ts";
import type { StepRecord } from "./execution.ts";

/**
 * The steps that may start now, in the order of the definition: not yet started, everything before them
 * succeeded, and in the branch that was taken. A step behind one that is never reached is never reached. Where only
 * some steps are selected, those that are not stand in nobody's way.
 */
export function readySteps(
  graph: Graph,
  records: readonly StepRecord[],
  selected: ReadonlySet<string> | null,
): readonly Node[] {
  const byName = new Map(records.map((record) => [record.step.Name, record]));
  const counts = (name: string) => selected === null || selected.has(name) || byName.has(name);
  return [...graph.values()].filter(
    (node) =>
      (selected === null || selected.has(node.step.Name)) &&
      !byName.has(node.step.Name) &&
      [...node.after].filter(counts).every((name) => byName.get(name)?.status === "Succeeded") &&
      (node.branch === null || !counts(node.branch.condition) || inTakenBranch(node, byName)),
  );
}

function inTakenBranch({ branch }: Node, records: ReadonlyMap<string, StepRecord>): boolean {
  return branch === null || records.get(branch.condition)?.properties?.Outcome === branch.outcome;
}
