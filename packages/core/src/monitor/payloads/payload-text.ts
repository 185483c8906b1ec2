import type { Gunzip, Payload } from "./payload.ts";

export type PayloadText =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: string };

/** The text of a payload, without BASE64, gzip and byte order mark; never throws. */
export function payloadText({ data, encoding }: Payload, gunzip: Gunzip | null): PayloadText {
  if (encoding !== "BASE64") return { ok: true, text: data.startsWith("\uFEFF") ? data.slice(1) : data };
  const bytes = decoded(data);
  if (bytes === null) return { ok: false, reason: "is no BASE64; expected CSV or JSON in BASE64" };
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isGzip ? (gunzip?.(bytes) ?? null) : bytes;
  if (plain === null) {
    const reason = "is gzip that is broken or holds too much; expected the gzip of CSV or JSON";
    return { ok: false, reason };
  }
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true }).decode(plain) };
  } catch {
    return { ok: false, reason: "is no text in BASE64; expected CSV or JSON inside" };
  }
}

function decoded(base64: string): Uint8Array | null {
  try {
    const binary = atob(base64);
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at += 1) bytes[at] = binary.charCodeAt(at);
    return bytes;
  } catch {
    return null;
  }
}
