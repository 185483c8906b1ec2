/** A message as it was published. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | null;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly publishedAt: Date;
}

export interface MessageAttribute {
  /** `String`, `String.Array`, `Number` or `Binary`. */
  readonly type: string;
  /** Base64 when binary. */
  readonly value: string;
}
