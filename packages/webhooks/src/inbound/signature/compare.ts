import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/**
 * Whether any of the signatures is one of the expected ones, in a time that depends on how many there are and on
 * nothing in them. Texts are hashed first, because bytes of different length cannot be compared in constant time.
 */
export function anyFits(presented: readonly string[], expected: readonly string[]): boolean {
  let fits = false;
  for (const signature of presented) {
    for (const right of expected) {
      if (timingSafeEqual(sha256(signature), sha256(right))) fits = true;
    }
  }
  return fits;
}

export function hmacSha256(secret: string, body: Uint8Array, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(body).digest(encoding);
}

/** In lower case hexadecimal. */
export function digestOf(bytes: Uint8Array | string): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function sha256(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
