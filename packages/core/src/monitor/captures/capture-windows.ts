import type { Baseline } from "../baseline/baseline.ts";
import { type PayloadReading, plainReading } from "../payloads/payload.ts";
import { CaptureLines } from "./capture-lines.ts";
import { CaptureReader, type ReadCaptures } from "./capture-reader.ts";
import { readCapture } from "./captures.ts";
import { nothingPredicted, type WatchedPredictions } from "./watched-predictions.ts";

/** A window of captures, read whole. */
export interface ReadWindow extends ReadCaptures {
  /** Milliseconds since 1970; start inclusive, end exclusive. */
  readonly start: number;
  readonly end: number;
}

/**
 * Reads captures of a long time, window by window, in about the order of their times. Held are the windows that are
 * not over: a window is over once the same file had a capture that is a whole window later, and no other file has
 * captures of its time.
 */
export class CaptureWindows {
  /** Captures of windows that were over. */
  late = 0;
  /** Captured requests that were counted. */
  records = 0;
  /** Why the first line that could not be read could not. */
  firstUnread: string | null = null;
  private readonly windows = new Map<number, CaptureReader>();
  private readonly begin: () => CaptureReader;
  private readonly milliseconds: number;
  private newest = Number.NEGATIVE_INFINITY;
  private over = Number.NEGATIVE_INFINITY;
  private latest = Number.NEGATIVE_INFINITY;

  /**
   * @param columns names of the values of a row without names, in order
   * @param milliseconds of a window; windows begin at whole multiples of it since 1970
   * @param predictions what is watched of the answers
   */
  constructor(
    baseline: Baseline,
    columns: readonly string[],
    milliseconds: number,
    reading: PayloadReading = plainReading,
    predictions: WatchedPredictions = nothingPredicted,
  ) {
    this.begin = () => new CaptureReader(baseline, columns, Number.NEGATIVE_INFINITY, reading, predictions);
    this.milliseconds = milliseconds;
  }

  /**
   * Begins a file: its bytes are pushed in order, then it is ended.
   *
   * @param nextBegins when the first capture of the file that is read next was made: Infinity when it is the last
   */
  file(nextBegins: number): CaptureLines {
    this.latest = nextBegins;
    this.newest = Number.NEGATIVE_INFINITY;
    return new CaptureLines({ line: (text) => this.line(text), unread: (reason) => this.unread(reason) });
  }

  unread(reason: string): void {
    this.firstUnread ??= reason;
  }

  /** Windows that are over while a file is read, oldest first, each once. */
  *ended(): Generator<ReadWindow> {
    yield* this.until(Math.min(this.newest - this.milliseconds, this.latest));
  }

  /** The same after its end: all that the next file cannot add to. */
  *afterFile(): Generator<ReadWindow> {
    yield* this.until(this.latest);
  }

  private *until(moment: number): Generator<ReadWindow> {
    const { milliseconds } = this;
    for (const start of [...this.windows.keys()].sort((one, other) => one - other)) {
      const reader = this.windows.get(start);
      if (!reader || start + milliseconds > moment) return;
      this.windows.delete(start);
      this.over = start + milliseconds;
      yield { start, end: start + milliseconds, ...reader.result() };
    }
  }

  private line(text: string): void {
    if (text.trim() === "") return;
    const capture = readCapture(text);
    if (!capture.ok && capture.time === null) {
      this.unread(capture.reason);
      return;
    }
    const time = capture.time ?? 0;
    const start = Math.floor(time / this.milliseconds) * this.milliseconds;
    if (start < this.over) {
      this.late += 1;
      return;
    }
    this.newest = Math.max(this.newest, time);
    const reader = this.windows.get(start) ?? this.begin();
    this.windows.set(start, reader);
    if (!capture.ok) reader.unread(capture.reason);
    else {
      reader.take(capture);
      this.records += 1;
    }
  }
}
