import type { Question } from "./questions.ts";

const [width, height] = [220, 28];

/** The difference of both arms on an axis: where it is, how sure, no difference, and what matters. The words beside it say the same. */
export function IntervalDrawing({ interval, matters, betterIs, verdict }: Question) {
  if (!interval) return null;
  const { low, high, difference } = interval;
  const reach = Math.max(3 * Math.abs(matters), Math.min(1, 1.1 * Math.max(Math.abs(low), Math.abs(high))));
  const at = (value: number) => (width / 2) * (1 + Math.max(-1, Math.min(1, value / reach)));
  const [from, to] = betterIs === "higher" ? [at(matters), width] : [0, at(-Math.abs(matters))];
  return (
    <svg class={`interval tone-${verdict.tone}`} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect class="interval-better" x={from} width={to - from} y={0} height={height} />
      <line class="interval-axis" x1={0} x2={width} y1={height / 2} y2={height / 2} />
      <line class="interval-zero" x1={width / 2} x2={width / 2} y1={0} y2={height} />
      <rect
        class="interval-band"
        x={at(low)}
        width={Math.max(2, at(high) - at(low))}
        y={9}
        height={10}
        rx={5}
      />
      <circle cx={at(difference)} cy={height / 2} r={5} />
    </svg>
  );
}
