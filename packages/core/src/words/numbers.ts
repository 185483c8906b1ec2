/** Three decimals are as many as a person reads. */
export function round(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** 0.5432 -> "54.3%". */
export function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
