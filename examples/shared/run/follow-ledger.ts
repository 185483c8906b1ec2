import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { LedgerStore } from "@driftwheel/core/vocabulary/ports.ts";

/** Reads a model's ledger again and again, and hands on what was appended since. */
export class LedgerFollower {
  readonly #ledger: Pick<LedgerStore, "read">;
  readonly #model: string;
  readonly #onEntry: (entry: Entry) => void;
  #entries: readonly Entry[] = [];
  #timer: NodeJS.Timeout | undefined;
  #reading: Promise<void> = Promise.resolve();

  constructor(ledger: Pick<LedgerStore, "read">, model: string, onEntry: (entry: Entry) => void) {
    this.#ledger = ledger;
    this.#model = model;
    this.#onEntry = onEntry;
  }

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  start(everyMilliseconds: number, onFailed: (error: unknown) => void): void {
    this.#timer = setInterval(() => {
      this.#reading = this.#reading.then(() => this.#readOn()).catch(onFailed);
    }, everyMilliseconds);
  }

  /** Reads a last time. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#reading;
    await this.#readOn();
  }

  async #readOn(): Promise<void> {
    const entries = await this.#ledger.read(this.#model);
    const news = entries.slice(this.#entries.length);
    this.#entries = entries;
    for (const entry of news) this.#onEntry(entry);
  }
}
