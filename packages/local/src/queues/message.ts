/** A message in a queue. */
export interface QueuedMessage {
  readonly id: string;
  readonly body: string;
  /** Epoch milliseconds, as all times here. */
  readonly sentAt: number;
  firstReceivedAt: number | null;
  receiveCount: number;
  /** Hidden until then. */
  visibleAt: number;
  /** Of the latest receive; a receiver with an older one has lost the message to another. */
  receipt: string;
}

/** A message that could not be handled, with what was said about it last. */
export interface DeadLetter {
  readonly queue: string;
  readonly id: string;
  readonly body: string;
  readonly receiveCount: number;
  readonly error: string;
  readonly at: Date;
}
