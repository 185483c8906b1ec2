import { runKinds } from "@driftwheel/core/experiments/run-kinds.ts";
import { TrackingInMemory } from "@driftwheel/core/experiments/testing/tracking-in-memory.ts";
import { trackEntry } from "@driftwheel/core/experiments/track-entry.ts";
import { TrackingFailed } from "@driftwheel/core/experiments/tracking.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { entryOf } from "@driftwheel/core/webhooks/entry-event.ts";
import { retrySchedule } from "@driftwheel/core/webhooks/schedule.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";

interface TrackerSettings {
  readonly time: VirtualTime;
  readonly seed: number;
  readonly ledger: () => readonly Entry[];
}

/** Of so many requests to the tracking server one is refused, one is done and its answer lost, while there is trouble. */
const trouble = 8;

/** The schedule's later waits are longer than what is left of a run when the faults stop. */
const longestWait = 3_600_000;

/**
 * Writes runs of what is announced, as deliveries do: an attempt at once, and again by their schedule. The server
 * refuses, loses answers and takes its time; what is announced twice is written twice at once, which a delivery's name
 * prevents as long as it is remembered.
 */
export class Tracker {
  readonly server: TrackingInMemory;
  private readonly settings: TrackerSettings;
  private readonly random: () => number;
  private troubled = true;

  constructor(settings: TrackerSettings) {
    this.settings = settings;
    this.random = seededIntegers(settings.seed);
    this.server = new TrackingInMemory({
      before: async () => {
        await this.settings.time.sleep(20 + (this.random() % 400));
        this.strike("answered 503");
      },
      after: async () => this.strike("the answer was lost"),
    });
  }

  /** The server's troubles are over. */
  clear(): void {
    this.troubled = false;
  }

  /** @param detail of an event of Driftwheel's own bus */
  announce(detail: string): void {
    const entry = entryOf(JSON.parse(detail));
    if (runKinds.has(entry.kind)) this.attempt(entry, 0);
  }

  private attempt(entry: Entry, made: number): void {
    const { time, ledger } = this.settings;
    const next = retrySchedule[made];
    if (next === undefined) return;
    time.after(Math.min(next, longestWait) + 100 + (this.random() % 1_000), async () => {
      try {
        await trackEntry(entry, { tracking: this.server, ledger: async () => [...ledger()], place: null });
      } catch {
        this.attempt(entry, made + 1);
      }
    });
  }

  private strike(why: string): void {
    if (this.troubled && this.random() % trouble === 0) {
      throw new TrackingFailed(why, { status: null, retryAfter: null });
    }
  }
}
