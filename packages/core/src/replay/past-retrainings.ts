import type { Entry } from "../vocabulary/entry.ts";

/** How a model's own retrainings went, as far as its ledger knows. */
export interface PastRetrainings {
  /** Of those that ended. */
  readonly count: number;
  /** Milliseconds from request to end, the median; null when none has ended. */
  readonly duration: number | null;
  /** Millionths of a dollar, the median of those whose cost is known in full; null when none is. */
  readonly micros: number | null;
}

export function pastRetrainings(entries: readonly Entry[]): PastRetrainings {
  const durations: number[] = [];
  const costs: number[] = [];
  let requestedAt: string | null = null;
  for (const entry of entries) {
    if (entry.kind === "retraining-requested") requestedAt = entry.at;
    if ((entry.kind === "retraining-succeeded" || entry.kind === "retraining-failed") && requestedAt) {
      durations.push(Date.parse(entry.at) - Date.parse(requestedAt));
      requestedAt = null;
    }
    if (entry.kind === "cost-recorded" && entry.data.what === "retraining" && entry.data.unknown.length === 0)
      costs.push(entry.data.micros);
  }
  return { count: durations.length, duration: median(durations), micros: median(costs) };
}

function median(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2);
}
