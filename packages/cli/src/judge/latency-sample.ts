import type { KeptRow } from "./row-shelf.ts";
import { numbersHash } from "./text-hash.ts";

/** Latencies of which a quantile is read; a 99th percentile of so many is sure to a tenth of a percent of the requests. */
const mostKept = 10_000;

/**
 * Latencies, all of them up to ten thousand, and of more a random ten thousand: those whose hashes are smallest, so that
 * the order in which they come does not matter.
 */
export class LatencySample {
  #kept: { readonly latency: number; readonly hash: number }[] = [];
  #below = Number.POSITIVE_INFINITY;

  add({ requestedAt, knownAt, unit, latencyMilliseconds }: KeptRow): void {
    if (latencyMilliseconds === null) return;
    const hash = numbersHash([requestedAt, knownAt, unit ?? 0, latencyMilliseconds]);
    if (hash >= this.#below) return;
    this.#kept.push({ latency: latencyMilliseconds, hash });
    if (this.#kept.length >= 2 * mostKept) this.#prune();
  }

  /** The smallest latency that a share of them is not above (nearest rank); null when there are none. */
  quantile(share: number): number | null {
    this.#prune();
    const sorted = this.#kept.map(({ latency }) => latency).toSorted((one, other) => one - other);
    return sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1] ?? null;
  }

  #prune(): void {
    if (this.#kept.length <= mostKept) return;
    this.#kept = this.#kept.toSorted((one, other) => one.hash - other.hash).slice(0, mostKept);
    this.#below = this.#kept.at(-1)?.hash ?? this.#below;
  }
}
