import type { MetricPoint, Run, RunStatus } from "./run.ts";

/** A run as a tracking server has it. */
export interface TrackedRun {
  readonly id: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly endTime: number | null;
  /** The latest point of each metric. */
  readonly metrics: Readonly<Record<string, Pick<MetricPoint, "step" | "timestamp">>>;
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** What is still to be written of a run. */
export interface RunChanges {
  readonly metrics: readonly MetricPoint[];
  readonly params: Readonly<Record<string, string>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** One experiment of a tracking server. Its methods reject with TrackingFailed when the server does not do it. */
export interface Tracking {
  /** The runs of this key that nobody deleted. */
  find(key: string): Promise<readonly TrackedRun[]>;
  /** Begins a run with nothing but its key. */
  create(run: Run): Promise<void>;
  /** Adds metrics and parameters, and sets tags. */
  log(id: string, changes: RunChanges): Promise<void>;
  setStatus(id: string, status: RunStatus, endTime: number | null): Promise<void>;
  /** Deletes a run that another one of the same key makes superfluous; done again it changes nothing. */
  delete(id: string): Promise<void>;
}

/** A tracking server that did not do what it was asked for. The message holds no key and no address. */
export class TrackingFailed extends Error {
  override readonly name = "TrackingFailed";
  /** The HTTP status; null when there was no answer. */
  readonly status: number | null;
  /** The Retry-After header as it came. */
  readonly retryAfter: string | null;

  constructor(
    message: string,
    { status, retryAfter }: { readonly status: number | null; readonly retryAfter: string | null },
  ) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}
