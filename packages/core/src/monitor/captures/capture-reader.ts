import type { Unread } from "../../vocabulary/monitored-window.ts";
import type { Baseline } from "../baseline/baseline.ts";
import { type PayloadReading, plainReading } from "../payloads/payload.ts";
import { payloadForm } from "../payloads/payload-form.ts";
import { payloadRows } from "../payloads/payload-rows.ts";
import { WindowCounter } from "../window/counting/window-counter.ts";
import type { WindowState } from "../window/window-state.ts";
import { CaptureLines } from "./capture-lines.ts";
import { answersAt } from "./captured-answers.ts";
import { type Capture, readCapture } from "./captures.ts";
import { UnreadLines } from "./unread.ts";
import { UsualCaptures } from "./usual/usual-captures.ts";
import { nothingPredicted, type WatchedPredictions } from "./watched-predictions.ts";

const dataPath = "captureData.endpointInput.data";

/** From `start` up to, and without, `end`; milliseconds since 1970. */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** What of a file counts. */
export interface Counted {
  /** When the requests were made that count. */
  readonly ranges: readonly TimeRange[];
  /** Whether lines count that do not say when they were captured: a file's are counted by its first reader. */
  readonly timeless: boolean;
}

/** What was read of all files. */
export interface ReadCaptures {
  readonly state: WindowState;
  /** Captured requests that were counted. */
  readonly records: number;
  /** Those of them that were made before the window. */
  readonly late: number;
  /** Lines that could not be read. */
  readonly unread: Unread;
  /** Of each prediction that is watched, the requests that were counted without it. */
  readonly predictions: readonly { readonly name: string; readonly unread: Unread }[];
}

/**
 * Reads capture files as bytes into the state of a window. Holds the state, one line and its rows; a line that cannot
 * be read is counted, and the next is read.
 */
export class CaptureReader {
  private readonly counter: WindowCounter;
  private readonly windowStart: number;
  private readonly reading: PayloadReading;
  private records = 0;
  private late = 0;
  private readonly unreadLines = new UnreadLines();
  private readonly predictions: WatchedPredictions;
  private readonly unreadAnswers: readonly UnreadLines[];
  private readonly usual: UsualCaptures;

  /**
   * @param columns names of the values of a row without names, in order
   * @param reading how the policy says that payloads are read
   * @param predictions what is watched of the answers
   */
  constructor(
    baseline: Baseline,
    columns: readonly string[],
    windowStart: number,
    reading: PayloadReading = plainReading,
    predictions: WatchedPredictions = nothingPredicted,
  ) {
    const { watched } = predictions;
    this.predictions = predictions;
    this.unreadAnswers = watched.map(() => new UnreadLines());
    this.counter = new WindowCounter(
      baseline,
      columns,
      watched.map(({ name }) => name),
    );
    this.windowStart = windowStart;
    this.reading = reading;
    this.usual = new UsualCaptures(this.counter.kernel, this.counter.buffer, reading);
  }

  /** Begins a file: its bytes are pushed in order, then it is ended. */
  file(counted: Counted): CaptureLines {
    const { usual } = this;
    return new CaptureLines({
      usual: {
        get isOpen() {
          return usual.isOpen;
        },
        load: (bytes) => usual.load(bytes),
        read: (from) => this.usualLine(from, counted),
      },
      line: (text) => this.line(text, counted),
      unread: (reason) => {
        if (counted.timeless) this.unread(reason);
      },
    });
  }

  /**
   * Counts what could not be read without being a line: the rest of a file that is broken.
   *
   * @param lines how many requests are lost with it, where that is known
   */
  unread(reason: string, lines = 1): void {
    this.unreadLines.add(reason, null, lines);
  }

  result(): ReadCaptures {
    return {
      state: this.counter.state(),
      records: this.records,
      late: this.late,
      unread: this.unreadLines.total(),
      predictions: this.predictions.watched.map(({ name }, index) => ({
        name,
        unread: this.unreadAnswers[index]?.total() ?? nothingUnread,
      })),
    };
  }

  private line(text: string, { ranges, timeless }: Counted): void {
    const capture = readCapture(text);
    if (!capture.ok) {
      const counts = capture.time === null ? timeless && text.trim() !== "" : isIn(ranges, capture.time);
      if (counts) this.unread(capture.reason);
      return;
    }
    if (isIn(ranges, capture.time) && this.take(capture)) this.usual.learn(text, capture);
  }

  private usualLine(from: number, { ranges }: Counted): number {
    const { usual } = this;
    const end = usual.read(from);
    if (end < 0) return end;
    if (isIn(ranges, usual.time)) this.commit(usual);
    else this.counter.buffer.cancel();
    return end;
  }

  /** Counts a captured request, whenever it was made. @returns whether its rows were understood */
  take(capture: Capture): boolean {
    const reason = payloadRows(capture, this.counter.buffer, this.reading);
    if (reason !== null) {
      this.unreadLines.add(`${dataPath}: ${reason}`, () => payloadForm(capture, this.reading));
      return false;
    }
    this.commit(capture);
    return true;
  }

  private commit(capture: Pick<Capture, "time" | "answer">): void {
    this.takeAnswers(capture);
    this.counter.commit();
    this.records += 1;
    if (capture.time < this.windowStart) this.late += 1;
  }

  /** An answer that cannot be read leaves its request's rows without that prediction, and counts for nothing. */
  private takeAnswers(captured: Pick<Capture, "answer">): void {
    const { watched, reading } = this.predictions;
    if (watched.length === 0) return;
    const { buffer } = this.counter;
    for (const [index, values] of answersAt(captured.answer, watched, {
      reading,
      rows: buffer.rows,
    }).entries()) {
      if (typeof values === "string") this.unreadAnswers[index]?.add(values);
      else buffer.answers(index, values);
    }
  }
}

const nothingUnread: Unread = { lines: 0, reasons: [], example: null };

function isIn(ranges: readonly TimeRange[], time: number): boolean {
  for (const { start, end } of ranges) if (time >= start && time < end) return true;
  return false;
}
