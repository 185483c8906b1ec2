/** ln of the average of numbers given as natural logarithms, without leaving a double's range. -Infinity for none. */
export function logAverage(logarithms: readonly number[]): number {
  const highest = Math.max(...logarithms);
  if (!Number.isFinite(highest)) return highest;
  const sum = logarithms.reduce((total, logarithm) => total + Math.exp(logarithm - highest), 0);
  return highest + Math.log(sum / logarithms.length);
}
