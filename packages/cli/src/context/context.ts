import type picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

export interface AwsOptions {
  /** Instead of AWS: `http://127.0.0.1:4566`. */
  readonly endpointUrl?: string;
}

/** What commands know of the world around them. */
export interface Context {
  /** Writes a line to standard output. */
  out(line: string): void;
  /** Writes a line to standard error. */
  hint(line: string): void;
  /** Shows how far something is on standard error, in place of what was shown before; only on a terminal. */
  progress(text: string | null): void;
  /** Asks the person and answers what they typed; null when there is no person to ask. */
  readonly ask: ((question: string) => Promise<string>) | null;
  /** What is given on standard input. */
  input(): AsyncIterable<Uint8Array>;
  readonly colors: Colors;
  /** Columns of the terminal; null when standard output is none. */
  readonly columns: number | null;
  /** Where relative paths begin. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Who is at the machine. */
  user(): string;
  /** A text that was never given before: what makes a command that is sent twice the same one. */
  newKey(): string;
  /** True when Driftwheel's HTTP API answers at the address, at once. */
  serves(address: string): Promise<boolean>;
  /** Waits so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}
