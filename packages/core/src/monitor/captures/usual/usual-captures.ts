import type { Kernel } from "../../kernel/kernel.ts";
import { type PayloadBytes, payloadBytes } from "../../payloads/bytes/payload-bytes.ts";
import type { PayloadReading } from "../../payloads/payload.ts";
import { asciiText } from "../../values/ascii-text.ts";
import { plainMomentAt } from "../../values/plain-moment.ts";
import type { RowBuffer } from "../../window/counting/row-buffer.ts";
import type { Capture } from "../captures.ts";
import { LineShape } from "./line-shape.ts";

/** Where more than every third line is of no known shape, learning them takes longer than knowing the others saves. */
const worthOfForeign = 2;
/** So much more lost than saved, and no line is asked any more. */
const mostLost = 32;
/** Forms that are known at once: an endpoint has several callers at times. */
const mostKnown = 4;
/** Forms that are learned in all, because each keeps its place in the kernel's memory until the window is counted. */
const mostLearned = 32;

/** How lines of one form are read. */
interface Form {
  readonly shape: LineShape;
  readonly payload: PayloadBytes;
  readonly answer: unknown;
}

/**
 * Reads lines that are written as some before them straight from bytes, without a text of them and without parsing
 * them. What it reads is what `readCapture` and `payloadRows` make of the same line; what it does not know, those read,
 * and it learns from them.
 */
export class UsualCaptures {
  /** Of the line that was read last: when it was made, milliseconds since 1970. */
  time = 0;
  private readonly buffer: RowBuffer;
  private readonly reading: PayloadReading;
  /** The one that was met last is the first. */
  private known: readonly Form[] = [];
  private learned = 0;
  private readonly kernel: Kernel;
  private lines = { place: 0, length: 0 };
  private lost = 0;

  constructor(kernel: Kernel, buffer: RowBuffer, reading: PayloadReading) {
    this.kernel = kernel;
    this.buffer = buffer;
    this.reading = reading;
  }

  /** Whether lines are worth asking for, and worth learning from. */
  get isOpen(): boolean {
    return this.lost < mostLost;
  }

  /** What was captured of the answer to the line that was read last, as `JSON.parse` would have it. */
  get answer(): unknown {
    const [form] = this.known;
    if (!form) return undefined;
    const { shape, answer } = form;
    const { from, to } = shape.found("answer");
    if (typeof answer !== "object" || answer === null || to === 0) return answer;
    return { ...answer, data: JSON.parse(`"${asciiText(this.kernel.bytes, from, to)}"`) };
  }

  /** Learns from a line that was read otherwise, and whose rows were taken. */
  learn(line: string, capture: Capture): void {
    this.lost += worthOfForeign;
    if (this.learned === mostLearned) return;
    this.learned += 1;
    const payload = payloadBytes(this.kernel, capture, this.buffer, this.reading);
    const shape = payload && LineShape.of(this.kernel, line);
    if (!payload || !shape) return;
    this.known = [{ payload, shape, answer: capture.answer }, ...this.known.slice(0, mostKnown - 1)];
  }

  /** Lines that are read from now on. @param bytes whole ones, with a line feed between two */
  load(bytes: Uint8Array): void {
    this.lines = { place: this.kernel.load(bytes, "lines"), length: bytes.length };
  }

  /**
   * Takes the rows of the line that begins at a byte of those that were loaded into the buffer.
   *
   * @returns where its line feed is, or the bytes' end; -1 when it must be read otherwise: then nothing was taken
   */
  read(from: number): number {
    const { buffer, lines } = this;
    for (const form of this.known) {
      buffer.begin(0);
      const end = form.shape.read(lines.place + from, lines.place + lines.length, form.payload);
      if (end >= 0 && buffer.rows > 0 && this.readMetadata(form.shape)) {
        if (form !== this.known[0]) this.known = [form, ...this.known.filter((other) => other !== form)];
        this.lost = Math.max(0, this.lost - 1);
        return end - lines.place;
      }
      buffer.cancel();
    }
    return -1;
  }

  private readMetadata(shape: LineShape): boolean {
    const event = shape.found("event");
    const { from, to } = shape.found("time");
    this.time = plainMomentAt(this.kernel.bytes, from, to);
    return event.to > event.from && !Number.isNaN(this.time);
  }
}
