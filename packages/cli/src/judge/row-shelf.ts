import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { OutcomeRow } from "./outcome-row.ts";
import { textHash } from "./text-hash.ts";

/** A row as it is kept: what counting needs, without its texts. */
export interface KeptRow {
  readonly isChallenger: boolean;
  readonly requestedAt: number;
  readonly knownAt: number;
  /** A hash of whose request it is; null where it is one of its own. */
  readonly unit: number | null;
  readonly success: boolean | null;
  readonly isError: boolean;
  readonly latencyMilliseconds: number | null;
}

/** What is known of a trial before its rows are counted; moments in milliseconds since 1970. */
export interface ShelvedTrial {
  readonly name: string;
  readonly rows: number;
  /** Infinity where the arm has no row. */
  readonly firstChampion: number;
  readonly firstChallenger: number;
  /** When the last of its requests came, or of its outcomes. */
  readonly last: number;
  readonly hasUnits: boolean;
  readonly hasLatencies: boolean;
}

interface Shelf extends ShelvedTrial {
  rows: number;
  firstChampion: number;
  firstChallenger: number;
  last: number;
  hasUnits: boolean;
  hasLatencies: boolean;
  /** Rows that are not on disk yet. */
  block: Float64Array;
  used: number;
  /** Where its last block begins on disk, in bytes; each block names the one before. */
  newest: number;
}

/** Numbers of a row: its two times, latency, unit, and what is yes or no. */
const width = 5;
/** Numbers before a block's rows: where the block before begins, and how many rows this one has. */
const header = 2;
const none = -1;
const fewestRows = 8;
const mostRows = 128;

const flags = { challenger: 1, told: 2, success: 4, error: 8 } as const;

/**
 * Rows by trial in a temporary file, so that a file of any size and in any order is read once, and memory has a few
 * kilobytes of each trial. The file is gone when the process ends, however it does.
 */
export class RowShelves implements Disposable {
  readonly #shelves = new Map<string, Shelf>();
  readonly #file: number;
  #size = 0;

  constructor() {
    const folder = mkdtempSync(join(tmpdir(), "driftwheel-judge-"));
    try {
      this.#file = openSync(join(folder, "rows"), "w+");
    } finally {
      // It can be read and written as long as it is open.
      rmSync(folder, { recursive: true });
    }
  }

  add(row: OutcomeRow): void {
    const shelf = this.#shelfOf(row.trial);
    shelf.rows += 1;
    if (row.isChallenger) shelf.firstChallenger = Math.min(shelf.firstChallenger, row.requestedAt);
    else shelf.firstChampion = Math.min(shelf.firstChampion, row.requestedAt);
    shelf.last = Math.max(shelf.last, row.knownAt);
    shelf.hasUnits ||= row.unit !== null;
    shelf.hasLatencies ||= row.latencyMilliseconds !== null;
    if (header + (shelf.used + 1) * width > shelf.block.length) this.#makeRoom(shelf);
    write(shelf.block, header + shelf.used * width, row);
    shelf.used += 1;
  }

  /** The trials by name, numbers in names as numbers: whatever the order of the rows. */
  get trials(): readonly ShelvedTrial[] {
    const { compare } = new Intl.Collator("en", { numeric: true });
    return [...this.#shelves.values()].toSorted(
      (one, other) => compare(one.name, other.name) || (one.name < other.name ? -1 : 1),
    );
  }

  /** All rows of a trial, in no order. */
  *rowsOf({ name }: ShelvedTrial): Generator<KeptRow> {
    const shelf = this.#shelves.get(name);
    if (!shelf) return;
    yield* rowsIn(shelf.block, shelf.used);
    const block = new Float64Array(header + mostRows * width);
    for (let at = shelf.newest; at !== none; at = block[0] ?? none) {
      readSync(this.#file, block, 0, block.byteLength, at);
      yield* rowsIn(block, block[1] ?? 0);
    }
  }

  [Symbol.dispose](): void {
    closeSync(this.#file);
  }

  #shelfOf(name: string): Shelf {
    const found = this.#shelves.get(name);
    if (found) return found;
    const shelf: Shelf = {
      name,
      rows: 0,
      firstChampion: Number.POSITIVE_INFINITY,
      firstChallenger: Number.POSITIVE_INFINITY,
      last: Number.NEGATIVE_INFINITY,
      hasUnits: false,
      hasLatencies: false,
      block: new Float64Array(header + fewestRows * width),
      used: 0,
      newest: none,
    };
    this.#shelves.set(name, shelf);
    return shelf;
  }

  #makeRoom(shelf: Shelf): void {
    if (shelf.used < mostRows) {
      const larger = new Float64Array(header + Math.min(mostRows, 2 * shelf.used) * width);
      larger.set(shelf.block);
      shelf.block = larger;
      return;
    }
    shelf.block[0] = shelf.newest;
    shelf.block[1] = shelf.used;
    writeSync(this.#file, shelf.block, 0, shelf.block.byteLength, this.#size);
    shelf.newest = this.#size;
    shelf.used = 0;
    this.#size += shelf.block.byteLength;
  }
}

function write(block: Float64Array, at: number, row: OutcomeRow): void {
  block[at] = row.requestedAt;
  block[at + 1] = row.knownAt;
  block[at + 2] = row.latencyMilliseconds ?? none;
  block[at + 3] = row.unit === null ? none : textHash(row.unit);
  block[at + 4] =
    (row.isChallenger ? flags.challenger : 0) |
    (row.success === null ? 0 : flags.told) |
    (row.success ? flags.success : 0) |
    (row.isError ? flags.error : 0);
}

function* rowsIn(block: Float64Array, rows: number): Generator<KeptRow> {
  for (let row = 0; row < rows; row += 1) {
    const at = header + row * width;
    const latency = block[at + 2] ?? none;
    const unit = block[at + 3] ?? none;
    const bits = block[at + 4] ?? 0;
    yield {
      isChallenger: (bits & flags.challenger) !== 0,
      requestedAt: block[at] ?? 0,
      knownAt: block[at + 1] ?? 0,
      unit: unit === none ? null : unit,
      success: (bits & flags.told) === 0 ? null : (bits & flags.success) !== 0,
      isError: (bits & flags.error) !== 0,
      latencyMilliseconds: latency === none ? null : latency,
    };
  }
}
