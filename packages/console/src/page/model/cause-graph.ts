import type { Entry, Explanation } from "../api/api-types.ts";

/** An entry in the graph of causes, drawn in a row of its own. */
export interface CauseNode {
  readonly entry: Entry;
  /** Whether it is the one that is explained. */
  readonly explained: boolean;
  /** The column: each effect stands one further in than its cause. */
  readonly depth: number;
  /** The row of what caused it; null for the first. */
  readonly parent: number | null;
}

export interface CauseGraph {
  readonly nodes: readonly CauseNode[];
  /** So many effects more, which are not drawn. */
  readonly more: number;
}

const deepest = 6;

/** What led to an entry as one line, and what followed from it as a tree. */
export function causeGraph({ before, entry, after }: Explanation, longest = 30): CauseGraph {
  const nodes: CauseNode[] = [...before, entry].map((one, row) => ({
    entry: one,
    explained: one === entry,
    depth: 0,
    parent: row === 0 ? null : row - 1,
  }));
  const rows = new Map([[entry.sequence, nodes.length - 1]]);
  for (const effect of after.slice(0, longest)) {
    const parent = rows.get(causeOf(effect)) ?? nodes.findIndex((node) => node.explained);
    const depth = Math.min(deepest, (nodes[parent]?.depth ?? 0) + 1);
    rows.set(effect.sequence, nodes.length);
    nodes.push({ entry: effect, explained: false, depth, parent });
  }
  return { nodes, more: Math.max(0, after.length - longest) };
}

/** The sequence of what asked for an entry: its cause, or what it is an answer to or tells of. */
function causeOf({ causedBy, data }: Entry): number {
  const told = [causedBy, data.of, data.about].find((one) => typeof one === "number");
  return told ?? -1;
}
