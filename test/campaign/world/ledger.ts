import { failure } from "@driftwheel/aws/failure.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { LedgerStore, Snapshot, SnapshotStore } from "@driftwheel/core/vocabulary/ports.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Journal } from "./journal.ts";
import type { Outside } from "./outside.ts";

interface LedgerSettings {
  readonly time: VirtualTime;
  readonly outside: Outside;
  readonly journal: Journal;
  readonly appended: (entry: Entry) => void;
}

/** The ledger of one model, each access a call that can be slow, refused, lost or the process's last. */
export class CampaignLedger {
  readonly entries: Entry[] = [];
  /** Every snapshot that was kept, in order. */
  readonly snapshots: Snapshot[] = [];
  readonly store: LedgerStore & SnapshotStore;
  private readonly settings: LedgerSettings;
  private latest: Snapshot | null = null;

  constructor(settings: LedgerSettings) {
    this.settings = settings;
    this.store = {
      read: () => this.read(0),
      readAfter: (_model, sequence) => this.read(sequence),
      append: (_model, entries) => this.append(entries),
      latest: async () => {
        try {
          return await this.settings.outside.call("read-snapshot", () => this.latest);
        } catch {
          return null;
        }
      },
      keep: async (_model, snapshot) => {
        const keep = () => {
          if (
            this.latest &&
            this.latest.version === snapshot.version &&
            this.latest.sequence >= snapshot.sequence
          )
            return;
          this.latest = deeplyFrozen(snapshot);
          this.snapshots.push(this.latest);
        };
        // Nothing that goes wrong with a snapshot is an error.
        await this.settings.outside.call("keep-snapshot", keep).catch(() => {});
      },
    };
  }

  /** What is there is of an older fold. */
  outdate(): void {
    if (this.latest) this.latest = { ...this.latest, version: this.latest.version - 1 };
  }

  private read(after: number): Promise<readonly Entry[]> {
    return this.settings.outside
      .call("read-ledger", (_, process) => {
        process.lastRead = this.end();
        return this.entries.slice(after);
      })
      .catch((error: unknown) => Promise.reject(failure(error, "reading the ledger")));
  }

  private append(added: readonly Entry[]): Promise<"appended" | "conflict"> {
    return this.settings.outside
      .call("append", (_, process) => {
        if (added[0]?.sequence !== this.entries.length + 1) return "conflict" as const;
        for (const entry of added) {
          const kept = deeplyFrozen(entry);
          this.entries.push(kept);
          this.settings.journal.write({ kind: "entry", entry: kept, process: process.name });
        }
        process.lastRead = this.end();
        for (const entry of added) this.settings.appended(entry);
        return "appended" as const;
      })
      .catch((error: unknown) => Promise.reject(failure(error, "appending to the ledger")));
  }

  private end() {
    return { sequence: this.entries.length, at: this.settings.time.now().getTime() };
  }
}

/** Whoever changes what the ledger gave him is told so by an error. */
function deeplyFrozen<Thing>(thing: Thing): Thing {
  if (typeof thing === "object" && thing !== null && !Object.isFrozen(thing)) {
    Object.freeze(thing);
    for (const part of Object.values(thing)) deeplyFrozen(part);
  }
  return thing;
}
