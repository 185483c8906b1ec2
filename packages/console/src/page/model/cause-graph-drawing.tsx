import type { Explanation } from "../api/api-types.ts";
import { Sentence } from "../parts/sentence.tsx";
import { Sign } from "../parts/status.tsx";
import { addressOf } from "../routing/routes.ts";
import { kindTone } from "../words/tone.ts";
import { type CauseNode, causeGraph } from "./cause-graph.ts";

const row = 30;
const column = 18;
const margin = 11;

/** Causes and effects as a small graph: a row for each entry, a line from each cause to its effects. */
export function CauseGraphDrawing({ explanation }: { readonly explanation: Explanation }) {
  const { nodes, more } = causeGraph(explanation);
  const width = margin * 2 + column * Math.max(...nodes.map(({ depth }) => depth));
  return (
    <div class="causes">
      <svg
        class="causes-lines"
        width={width}
        height={row * nodes.length}
        viewBox={`0 0 ${width} ${row * nodes.length}`}
        aria-hidden="true"
      >
        {nodes.map((node, index) => (
          <path key={node.entry.sequence} d={lineTo(node, index, nodes)} />
        ))}
        {nodes.map(({ entry, depth, explained }, index) => (
          <circle
            key={entry.sequence}
            class={`tone-${kindTone(entry.kind)}${explained ? " explained" : ""}`}
            cx={margin + depth * column}
            cy={row * (index + 0.5)}
            r={explained ? 6 : 4.5}
          />
        ))}
      </svg>
      <ol class="causes-rows">
        {nodes.map(({ entry, explained }) => (
          <li key={entry.sequence} class={explained ? "explained" : undefined}>
            <a href={addressOf("entry", { model: entry.model, sequence: String(entry.sequence) })}>
              <span class="hidden">
                <Sign tone={kindTone(entry.kind)} />
              </span>
              <span class="causes-kind">{entry.kind}</span>
              <span class="quiet">#{entry.sequence}</span>
            </a>
            <span class="clip quiet" title={entry.because}>
              <Sentence text={entry.because} />
            </span>
          </li>
        ))}
      </ol>
      {more > 0 ? <p class="quiet">And {more} more that followed.</p> : null}
    </div>
  );
}

function lineTo({ parent, depth }: CauseNode, index: number, nodes: readonly CauseNode[]): string {
  const cause = parent === null ? undefined : nodes[parent];
  if (parent === null || !cause) return "";
  const fromX = margin + cause.depth * column;
  const toX = margin + depth * column;
  const toY = row * (index + 0.5);
  return fromX === toX
    ? `M${fromX} ${row * (parent + 0.5)}V${toY}`
    : `M${fromX} ${row * (parent + 0.5)}V${toY - 6}Q${fromX} ${toY} ${fromX + 6} ${toY}H${toX}`;
}
