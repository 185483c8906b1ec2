import { normalCdf } from "@driftwheel/core/stats/distributions/normal.ts";

/**
 * Average number of scores until a one-sided CUSUM crosses the line, from 0, as a Markov chain over the sum
 * (Brook and Evans 1972, https://doi.org/10.1093/biomet/59.3.539): one state for 0 and `states` cells of equal
 * width between 0 and the line. Exact as the cells become many: 200 cells are within 0.2% of 800 for lines up to 8.
 *
 * Solves a system of `states` equations, so it is what the closed forms are checked against, not what decides.
 *
 * @param options.clip scores beyond this on either side count as this
 * @param options.shift mean of the normal scores before they are clipped; 0 when nothing has changed
 */
export function markovRunLength(options: {
  readonly line: number;
  readonly k: number;
  readonly clip: number;
  readonly shift: number;
  readonly states: number;
}): number {
  const { line, k, clip, shift, states } = options;
  const width = line / states;
  const below = (score: number) => (score < -clip ? 0 : score >= clip ? 1 : normalCdf(score - shift));
  const equations = Array.from({ length: states + 1 }, (_, from) => {
    const sum = from === 0 ? 0 : (from - 0.5) * width;
    const upTo = Array.from({ length: states + 1 }, (_, to) => below(to * width - sum + k));
    return Float64Array.from({ length: states + 2 }, (_, to) => {
      if (to > states) return 1;
      const chance = (upTo[to] ?? 0) - (to === 0 ? 0 : (upTo[to - 1] ?? 0));
      return (from === to ? 1 : 0) - chance;
    });
  });
  return solved(equations)[0] ?? Number.NaN;
}

/** Gauss's elimination; the matrix is diagonally dominant, so no row needs to be exchanged. */
function solved(equations: readonly Float64Array[]): Float64Array {
  const size = equations.length;
  for (const [at, pivot] of equations.entries()) {
    for (const row of equations.slice(at + 1)) {
      const factor = (row[at] ?? 0) / (pivot[at] ?? 1);
      if (factor === 0) continue;
      for (let column = at; column <= size; column += 1) {
        row[column] = (row[column] ?? 0) - factor * (pivot[column] ?? 0);
      }
    }
  }
  const solution = new Float64Array(size);
  for (let at = size - 1; at >= 0; at -= 1) {
    const row = equations[at];
    let sum = row?.[size] ?? 0;
    for (let column = at + 1; column < size; column += 1)
      sum -= (row?.[column] ?? 0) * (solution[column] ?? 0);
    solution[at] = sum / (row?.[at] ?? 1);
  }
  return solution;
}
