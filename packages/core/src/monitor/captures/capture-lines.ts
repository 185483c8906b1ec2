/**
 * Bytes of one line that are read: requests and answers of real-time endpoints hold 6 MB at most, both in BASE64
 * make 16 MB, and the rest of a captured request is small.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
export const longestLine = 17_000_000;

/** What becomes of lines: the text of each that has one, and why there is none otherwise. */
export interface LineReader {
  line(text: string): void;
  unread(reason: string): void;
  /** Reads lines from bytes, where they are as those before; null while none are. */
  readonly usual?: UsualLines;
}

/** Reads lines without a text of them. */
interface UsualLines {
  /** Whether lines are worth asking for. */
  readonly isOpen: boolean;
  /** Whole lines, with a line feed between two, that are read from now on. */
  load(bytes: Uint8Array): void;
  /** Where the line feed is that ends the line that begins at a byte of them, or their end; -1 when it must be read as a text. */
  read(from: number): number;
}

const lineFeed = 10;

/**
 * Cuts the bytes of a file into lines of UTF-8, however the bytes come. Keeps no more than one line, and none that is
 * longer than `longestLine`: such a one is told, and gone through without being kept.
 */
export class CaptureLines {
  private readonly reader: LineReader;
  private readonly longest: number;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true });
  /** Of the line that has not ended yet. */
  private begun: Uint8Array[] = [];
  private begunBytes = 0;
  private isTooLong = false;

  constructor(reader: LineReader, longest = longestLine) {
    this.reader = reader;
    this.longest = longest;
  }

  push(chunk: Uint8Array): void {
    const last = chunk.lastIndexOf(lineFeed);
    if (last < 0) {
      this.begin(chunk);
      return;
    }
    let from = 0;
    if (this.begunBytes > 0 || this.isTooLong) {
      from = chunk.indexOf(lineFeed) + 1;
      this.begin(chunk.subarray(0, from - 1));
      this.finish();
    }
    if (last > from) this.lines(chunk.subarray(from, last));
    this.begin(chunk.subarray(last + 1));
  }

  /** After the last bytes: a line need not end with a line feed. */
  end(): void {
    this.finish();
  }

  private begin(part: Uint8Array): void {
    if (part.length === 0 || this.isTooLong) return;
    if (this.begunBytes + part.length > this.longest) {
      this.isTooLong = true;
      this.forget();
      return;
    }
    // A copy: whoever reads may use the chunk again.
    this.begun.push(part.slice());
    this.begunBytes += part.length;
  }

  private finish(): void {
    if (this.isTooLong) this.reader.unread(tooLong(this.longest));
    else if (this.begunBytes > 0) this.whole(joined(this.begun, this.begunBytes));
    this.isTooLong = false;
    this.forget();
  }

  private forget(): void {
    this.begun = [];
    this.begunBytes = 0;
  }

  /** Whole lines, decoded together: one call for each would take longer than the decoding. */
  private lines(bytes: Uint8Array): void {
    const from = this.usualLines(bytes);
    if (from < bytes.length) this.texts(from === 0 ? bytes : bytes.subarray(from));
  }

  /** Reads lines from bytes as long as that is worth trying. @returns where the others begin */
  private usualLines(bytes: Uint8Array): number {
    const { usual } = this.reader;
    let from = 0;
    if (usual?.isOpen) usual.load(bytes);
    while (usual?.isOpen && from < bytes.length) {
      let end = usual.read(from);
      if (end < 0) {
        const next = bytes.indexOf(lineFeed, from);
        end = next < 0 ? bytes.length : next;
        this.line(bytes.subarray(from, end));
      }
      from = end + 1;
    }
    return from;
  }

  private texts(bytes: Uint8Array): void {
    const text = this.text(bytes);
    if (text === null) {
      for (let from = 0; from < bytes.length; ) {
        const end = bytes.indexOf(lineFeed, from);
        const to = end < 0 ? bytes.length : end;
        this.line(bytes.subarray(from, to));
        from = to + 1;
      }
      return;
    }
    for (let from = 0; from < text.length; ) {
      const end = text.indexOf("\n", from);
      const to = end < 0 ? text.length : end;
      if (to > from) this.take(text.slice(from, to));
      from = to + 1;
    }
  }

  private whole(bytes: Uint8Array): void {
    const { usual } = this.reader;
    if (usual?.isOpen) usual.load(bytes);
    if (!usual?.isOpen || usual.read(0) < 0) this.line(bytes);
  }

  private line(bytes: Uint8Array): void {
    const text = this.text(bytes);
    if (text === null) this.reader.unread("the line is no UTF-8; expected one captured request");
    else if (text !== "") this.take(text);
  }

  private take(text: string): void {
    if (text.length > this.longest) this.reader.unread(tooLong(this.longest));
    else this.reader.line(text);
  }

  private text(bytes: Uint8Array): string | null {
    try {
      return this.decoder.decode(bytes);
    } catch {
      return null;
    }
  }
}

function tooLong(longest: number): string {
  return `the line is longer than ${longest} bytes; expected one captured request`;
}

function joined(parts: readonly Uint8Array[], bytes: number): Uint8Array {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
