const dollars = new Intl.NumberFormat("en", { style: "currency", currency: "USD" });

/** `$1,260.00`; what is not known is a dash, and what is less than a cent is said so. */
export function money(amount: number | null | undefined): string {
  if (amount === null || amount === undefined) return "–";
  if (amount > 0 && amount < 0.005) return "under $0.01";
  return dollars.format(amount);
}

/** Of the API's millionths of a dollar. */
export function moneyOf(micros: number | null | undefined): string {
  return money(micros === null || micros === undefined ? null : micros / 1_000_000);
}
