/** Money is counted in whole millionths of a dollar, so that sums of it are exact. */
export const microsPerDollar = 1_000_000;

/** Of a number of dollars with at most six digits after the point. */
export function microsOf(dollars: number): number {
  return Math.round(dollars * microsPerDollar);
}

/** `$2.50`; of less than a cent as many digits as say something, `$0.0035`. */
export function inDollars(micros: number): string {
  const cents = Math.abs(micros) >= 10_000 || micros === 0;
  const sign = micros < 0 ? "-" : "";
  // Whole numbers are divided here, so that a half is a half.
  if (cents) {
    const rounded = Math.round(Math.abs(micros) / 10_000);
    return `${sign}$${Math.floor(rounded / 100)}.${String(rounded % 100).padStart(2, "0")}`;
  }
  return `${sign}$${(Math.abs(micros) / microsPerDollar).toFixed(6).replace(/0+$/, "")}`;
}

/** `$0.115`, as prices of an hour are written. */
export function hourlyInDollars(micros: number): string {
  const text = (micros / microsPerDollar).toFixed(6).replace(/0+$/, "");
  const [whole = "0", part = ""] = text.split(".");
  return `$${whole}.${part.padEnd(2, "0")}`;
}
