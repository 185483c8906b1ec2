import type { KeptState } from "./kept-state.ts";
import type { State } from "./state.ts";

interface Settings {
  readonly state: KeptState;
  readonly folder: string;
  /** Takes what the operator must know. */
  readonly warn: (line: string) => void;
}

/** Milliseconds between two writings of what changes by itself, as jobs do. */
const interval = 500;

/** Writes the state whenever it may have changed, and tells when that fails and when it is written again. */
export class Keeping {
  readonly state: State;
  readonly #settings: Settings;
  #timer: NodeJS.Timeout | null = null;
  #failed: string | null = null;
  #written = new Date();

  constructor(settings: Settings) {
    this.#settings = settings;
    this.state = settings.state;
  }

  /** From now on what changes by itself is written, too. */
  start(): void {
    this.#timer = setInterval(() => void this.write(), interval);
  }

  /** Writes what has changed. What cannot be written is told, and tried again the next time. Never rejects. */
  async write(): Promise<void> {
    const { state, folder, warn } = this.#settings;
    const begun = new Date();
    try {
      await state.flush();
      if (this.#failed !== null) warn(`The state in ${folder} is written again; nothing is missing.`);
      this.#failed = null;
      this.#written = begun;
    } catch (error) {
      const reason = reasonOf(error);
      if (this.#failed !== reason) {
        warn(
          `The state in ${folder} cannot be written: ${reason}. It is in memory and tried again; make room there, or see who may write there.`,
        );
      }
      this.#failed = reason;
    }
  }

  /**
   * Writes for the last time, and lets go of the folder in any case.
   *
   * @throws Error when something is lost, with since when.
   */
  async end(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    await this.write();
    await this.#settings.state.close();
    if (this.#failed === null) return;
    throw new Error(
      `What changed since ${this.#written.toISOString()} is lost: the state in ${this.#settings.folder} could not be written: ${this.#failed}.`,
    );
  }
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  return (cause instanceof Error ? cause : error instanceof Error ? error : new Error(String(error))).message;
}
