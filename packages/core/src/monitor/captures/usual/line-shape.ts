import { parseJson } from "../../../schema/python-json.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { PayloadBytes } from "../../payloads/bytes/payload-bytes.ts";

const [quote, backslash, lineFeed, space, del] = [34, 92, 10, 32, 127] as const;

/** A value that differs from line to line, as a text of JSON. */
export type Hole = "payload" | "answer" | "event" | "time" | "other";

/** Where the values of a line stand that differ: the first byte after the quote, and the quote that ends it. */
export interface Found {
  readonly from: number;
  readonly to: number;
}

/**
 * What the lines of one endpoint's captures have in common, byte by byte, and where they differ: in the payload, the answer,
 * the event's id and time. A line of the same shape is known without being parsed: between its values stands what stood
 * there before, and each value is a text of plain ASCII, which JSON writes as it is.
 */
export class LineShape {
  /** What stands before each hole; the last one stands after them all. */
  private readonly literals: readonly Literal[];
  private readonly kernel: Kernel;
  private readonly holes: readonly Hole[];
  private readonly places: Record<Hole, { from: number; to: number }> = {
    payload: { from: 0, to: 0 },
    answer: { from: 0, to: 0 },
    event: { from: 0, to: 0 },
    time: { from: 0, to: 0 },
    other: { from: 0, to: 0 },
  };

  private constructor(kernel: Kernel, parts: readonly string[], holes: readonly Hole[]) {
    const encoder = new TextEncoder();
    this.kernel = kernel;
    this.literals = parts.map((part) => {
      const bytes = encoder.encode(part);
      return { place: kernel.keep(bytes), length: bytes.length };
    });
    this.holes = holes;
  }

  /**
   * The shape of a line.
   *
   * @param line of JSON
   * @returns null for one that is written otherwise than `JSON.stringify` writes it: with blanks, say, or a key twice
   */
  static of(kernel: Kernel, line: string): LineShape | null {
    const parsed = parseJson(line);
    const json = parsed.ok ? parsed.value : null;
    if (json === null || JSON.stringify(json) !== line) return null;
    const holes: Hole[] = [];
    const marked = JSON.stringify(json, function (this: unknown, key: string, value: unknown) {
      const hole = typeof value === "string" ? holeOf(json, this, key) : null;
      if (hole === null) return value;
      holes.push(hole);
      return mark;
    });
    const parts = marked.split(mark);
    // A line that has the mark itself.
    if (parts.length !== holes.length + 1 || !holes.includes("payload") || !holes.includes("time"))
      return null;
    const length = parts.reduce((sum, part) => sum + part.length, 0);
    return length > longestShape ? null : new LineShape(kernel, parts, holes);
  }

  /** Where a value stood in the line that was read last. */
  found(hole: Hole): Found {
    return this.places[hole];
  }

  /**
   * Reads the line that begins at a place of the kernel's memory.
   *
   * @param end where the bytes end that are whole lines, with a line feed between two
   * @returns where its line feed is, or the end; -1 when it is of another shape, and nothing is known of it
   */
  read(from: number, end: number, payload: PayloadBytes): number {
    const { calls, bytes } = this.kernel;
    let at = from;
    for (let part = 0; part < this.literals.length; part += 1) {
      const literal = this.literals[part];
      if (!literal || calls.isSame(at, literal.place, literal.length) === 0) return -1;
      at += literal.length;
      const hole = this.holes[part];
      if (!hole) break;
      const to = hole === "payload" ? payload(at) : textEnd(bytes, at, hole === "answer");
      if (to < 0) return -1;
      const place = this.places[hole];
      place.from = at;
      place.to = to;
      at = to;
    }
    // What lies beyond the end is no part of any line.
    return at === end || (at < end && bytes[at] === lineFeed) ? at : -1;
  }
}

interface Literal {
  readonly place: number;
  readonly length: number;
}

/** What lines have in common is some hundred bytes. */
const longestShape = 100_000;
const mark = "\u{E000}";

/** Which of the values that differ a text of the line is; null for one that all lines have in common. */
function holeOf(line: unknown, holder: unknown, key: string): Hole | null {
  // As far as it is asked: any value may be in any place.
  const { captureData, eventMetadata } = line as {
    readonly captureData?: { readonly endpointInput?: unknown; readonly endpointOutput?: unknown } | null;
    readonly eventMetadata?: unknown;
  };
  if (holder === captureData?.endpointInput) return key === "data" ? "payload" : null;
  if (holder === captureData?.endpointOutput) return key === "data" ? "answer" : null;
  if (holder !== eventMetadata) return null;
  if (key === "eventId") return "event";
  if (key === "inferenceTime") return "time";
  return key === "inferenceId" ? "other" : null;
}

/** The quote that ends a text of ASCII; -1 when the text has anything else, or an escape where none is allowed. */
function textEnd(bytes: Uint8Array, from: number, mayEscape: boolean): number {
  for (let at = from; at < bytes.length; at += 1) {
    const code = bytes[at] ?? 0;
    if (code === quote) return at;
    if (code < space || code >= del) return -1;
    if (code === backslash) {
      // What follows \u must be looked at, and is seldom.
      if (!mayEscape || !isEscape(bytes[at + 1] ?? 0)) return -1;
      at += 1;
    }
  }
  return -1;
}

const escapes = new Set(Array.from('"\\/bfnrt', (letter) => letter.charCodeAt(0)));

function isEscape(code: number): boolean {
  return escapes.has(code);
}
