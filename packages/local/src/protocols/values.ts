/**
 * Makes an operation's answer fit for JSON: dates become epoch seconds, bytes base64, maps objects.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function toJsonText(value: unknown): string {
  return JSON.stringify(plain(value)) ?? "{}";
}

/** The value itself where it is fit already, as most is. */
function plain(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (value instanceof Map) return plain(Object.fromEntries(value));
  let changed: object | null = null;
  for (const [key, inner] of Object.entries(value)) {
    const its = plain(inner);
    if (its === inner) continue;
    changed ??= Array.isArray(value) ? [...value] : { ...value };
    Reflect.set(changed, key, its);
  }
  return changed ?? value;
}
