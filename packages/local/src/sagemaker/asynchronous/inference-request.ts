/** One request for an asynchronous inference, as it waits for its turn; it never changes. */
export interface InferenceRequest {
  /** Of this server's own; callers may repeat theirs. */
  readonly id: string;
  readonly endpoint: string;
  readonly inferenceId: string;
  /** Milliseconds since 1970. */
  readonly receivedAt: number;
  /** Seconds that it may wait in the queue. */
  readonly timeToLive: number;
  /** Seconds that the model may take. */
  readonly timeout: number;
  readonly input: InferenceInput;
  readonly contentType: string | null;
  readonly accept: string | null;
  readonly customAttributes: string | null;
  /** `s3://bucket/key` of the answer. */
  readonly outputLocation: string;
  /** `s3://bucket/key` of the error; null where the configuration names no place for errors. */
  readonly failureLocation: string | null;
}

/** Where what is asked lies: an object, as the request names it, or the request itself. */
export type InferenceInput = { readonly location: string } | { readonly body: Uint8Array };
