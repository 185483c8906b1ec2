import type { InferenceFailure, InferencePayload } from "./inference-result.ts";

/** A request of an asynchronous endpoint that failed, as it is kept until somebody looks. */
export interface FailedInput {
  /** Names it among those of its model: when it came, and a digest. */
  readonly id: string;
  readonly model: string;
  /** Which could not answer it. */
  readonly endpoint: string;
  /**
   * The model's own endpoint, which serves when a challenger's is gone; absent in those of before challengers had
   * endpoints that queue.
   */
  readonly modelEndpoint?: string;
  readonly inferenceId: string;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
  readonly failedAt: string;
  readonly failure: InferenceFailure;
  /** Null where the request brought its payload itself, which nobody keeps. */
  readonly input: InferencePayload | null;
  readonly accept: string | null;
  readonly customAttributes: string | null;
  /** Where the model's own words lie; null where they lie nowhere. */
  readonly output: InferencePayload | null;
  /** Null until it is sent again. */
  readonly redriven: Redriven | null;
}

/** That a failed input was sent again. */
export interface Redriven {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Who wanted it. */
  readonly by: string;
  readonly endpoint: string;
  readonly inferenceId: string;
}
