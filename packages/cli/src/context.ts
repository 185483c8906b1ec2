import type picocolors from "picocolors";

export type Colors = ReturnType<typeof picocolors.createColors>;

/** What a person puts on the bus. */
export interface PersonEvent {
  readonly detailType: string;
  readonly time: Date;
  readonly detail: Readonly<Record<string, string>>;
}

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
  readonly colors: Colors;
  /** Columns of the terminal; null when standard output is none. */
  readonly columns: number | null;
  /** Where relative paths begin. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  now(): Date;
  /** Who is asking, when they do not say. */
  user(): string;
  /** Puts a person's event on the bus; answers its id. */
  send(event: PersonEvent, options: AwsOptions & { readonly bus: string }): Promise<string>;
}
