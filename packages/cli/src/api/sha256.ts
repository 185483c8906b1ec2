import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";

type Source = string | ArrayBuffer | ArrayBufferView;

/** SHA-256, or its HMAC where there is a key, in the form that the signer asks for. */
export class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(key?: Source) {
    this.#hash = key === undefined ? createHash("sha256") : createHmac("sha256", bytes(key));
  }
  update(data: Source): void {
    this.#hash.update(bytes(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

function bytes(source: Source): string | Uint8Array {
  if (typeof source === "string") return source;
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
}
