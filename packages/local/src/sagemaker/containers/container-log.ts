import { closeSync, openSync, writeSync } from "node:fs";

export interface ContainerLog {
  write(chunk: Uint8Array): void;
  /** Writes a line of the server's own. */
  note(line: string): void;
  lastLine(): string;
  /** Tells a last line that has no end, and writes nothing more. */
  close(): void;
}

/** A longer line is told in pieces, as CloudWatch Logs takes at most 256 KiB. */
const longestLine = 200_000;

/** Appends all to a file, and tells each line as it is complete. */
export function fileLog(file: string, tell: (line: string) => void): ContainerLog {
  const descriptor = openSync(file, "a");
  const decoder = new TextDecoder();
  let begun = "";
  let last = "";
  let closed = false;
  const told = (line: string) => {
    if (line.trim() !== "") last = line;
    tell(line);
  };
  return {
    write(chunk) {
      if (closed) return;
      writeSync(descriptor, chunk);
      const lines = (begun + decoder.decode(chunk, { stream: true })).split(/\r?\n/);
      begun = lines.pop() ?? "";
      lines.forEach(told);
      if (begun.length > longestLine) {
        told(begun);
        begun = "";
      }
    },
    note(line) {
      writeSync(descriptor, `${line}\n`);
      tell(line);
    },
    lastLine: () => (begun.trim() === "" ? last : begun),
    close() {
      if (closed) return;
      closed = true;
      closeSync(descriptor);
      if (begun !== "") told(begun);
    },
  };
}
