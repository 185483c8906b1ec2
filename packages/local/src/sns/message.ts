/** A message as it was published. */
export interface Message {
  readonly id: string;
  readonly topicArn: string;
  readonly subject: string | null;
  /** What every protocol gets that has no body of its own. */
  readonly body: string;
  /** Bodies for single protocols, from a message with `MessageStructure` json. */
  readonly bodies: Readonly<Record<string, string>>;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly publishedAt: Date;
}

/** What subscribers of a protocol are sent. */
export function bodyFor({ body, bodies }: Message, protocol: string): string {
  return Object.hasOwn(bodies, protocol) ? (bodies[protocol] ?? body) : body;
}

export interface MessageAttribute {
  /** `String`, `String.Array`, `Number` or `Binary`. */
  readonly type: string;
  /** Base64 when binary. */
  readonly value: string;
}
