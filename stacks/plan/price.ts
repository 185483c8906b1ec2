import { type PriceName, type UnitPrice, unitPrices } from "./unit-prices.ts";
import type { Usage } from "./workload.ts";

interface PriceLine {
  readonly price: PriceName;
  readonly quantity: number;
  /** Dollars a month. */
  readonly dollars: number;
}

export interface MonthlyPrice {
  readonly models: number;
  readonly lines: readonly PriceLine[];
  /** Dollars a month. */
  readonly total: number;
}

/** Dollars for a quantity of units; unrounded. */
export function cost({ dollars, per }: Pick<UnitPrice, "dollars" | "per">, quantity: number): number {
  return (quantity / per) * dollars;
}

/** The month of a fleet: for each line (fixed + per model x models) / per x dollars. */
export function monthlyPrice(usage: readonly Usage[], models: number): MonthlyPrice {
  const lines = usage.map(({ price, fixed, perModel }) => {
    const quantity = fixed + perModel * models;
    return { price, quantity, dollars: cost(unitPrices[price], quantity) };
  });
  return { models, lines, total: lines.reduce((sum, { dollars }) => sum + dollars, 0) };
}

/** Dollars by service, dearest first; equal ones by name. */
export function byService({ lines }: MonthlyPrice): readonly (readonly [service: string, dollars: number])[] {
  const sums = new Map<string, number>();
  for (const { price, dollars } of lines) {
    const { service } = unitPrices[price];
    sums.set(service, (sums.get(service) ?? 0) + dollars);
  }
  return [...sums].sort(([one, left], [other, right]) => right - left || one.localeCompare(other, "en"));
}
