/**
 * ln of the weighted average of numbers given as natural logarithms, without leaving a double's range. -Infinity for none.
 *
 * @param weights one for each, together 1; equal ones when not given
 */
export function logAverage(logarithms: readonly number[], weights?: readonly number[]): number {
  const highest = Math.max(...logarithms);
  if (!Number.isFinite(highest)) return highest;
  const sum = logarithms.reduce(
    (total, logarithm, index) =>
      total + (weights?.[index] ?? 1 / logarithms.length) * Math.exp(logarithm - highest),
    0,
  );
  return highest + Math.log(sum);
}
