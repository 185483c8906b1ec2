import { logGamma } from "../distributions/log-gamma.ts";

/**
 * Fisher's exact test, one-sided: probability that a window would hold this many marked rows or more, if the
 * marked rows of baseline and window together were spread over both by chance (hypergeometric upper tail).
 * Exact for any size and any rarity, 1 when no row is marked or the window is empty.
 * https://en.wikipedia.org/wiki/Fisher%27s_exact_test
 */
export function fisherUpperTail(
  baseline: { readonly rows: number; readonly marked: number },
  window: { readonly rows: number; readonly marked: number },
): number {
  const marked = baseline.marked + window.marked;
  const rows = baseline.rows + window.rows;
  const most = Math.min(marked, window.rows);
  const all = logChoose(rows, window.rows);
  let probability = 0;
  for (let count = most; count >= window.marked; count -= 1) {
    if (window.rows - count > rows - marked) break;
    probability += Math.exp(logChoose(marked, count) + logChoose(rows - marked, window.rows - count) - all);
  }
  return Math.min(1, probability);
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
