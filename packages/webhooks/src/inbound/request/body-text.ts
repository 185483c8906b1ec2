/** Strict: bytes that are no UTF-8 must not be read as if they were others. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a body, or null when it is no UTF-8. */
export function bodyText(body: Uint8Array): string | null {
  try {
    return decoder.decode(body);
  } catch {
    return null;
  }
}

/** A JSON body; `undefined` when it is none. Only a body that was verified may come here. */
export function bodyJson(body: Uint8Array): unknown {
  const text = bodyText(body);
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
