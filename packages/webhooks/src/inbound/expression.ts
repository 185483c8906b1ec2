/** What expressions are asked of: what the signature vouches for, and the body. */
export interface Payload {
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON. */
  readonly body: unknown;
}

/** True as JMESPath means it: false, null, and what is empty are not. https://jmespath.org/specification.html#or-expressions */
export function isTrue(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== "object" || Object.keys(value).length > 0;
}
