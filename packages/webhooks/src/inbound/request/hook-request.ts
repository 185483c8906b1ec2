/** A request to a hook, before anything of it is believed. */
export interface HookRequest {
  /** By name in lower case. A header that came twice stands once, its values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that were sent and, if they are genuine, signed. */
  readonly body: Uint8Array;
}

/** How a source proves that it sent a request. */
export type Scheme =
  | { readonly name: "standard-webhooks" }
  | { readonly name: "github" }
  | { readonly name: "mlflow" }
  /** HMAC-SHA256 over the body; `header` in lower case. */
  | {
      readonly name: "hmac";
      readonly header: string;
      readonly encoding: "hex" | "base64";
      readonly prefix: string;
    };

export type Verified =
  | {
      readonly ok: true;
      /** The same for every copy of one delivery, and made of signed bytes only. */
      readonly id: string;
      /** When it was signed, ISO 8601 UTC; null when the scheme does not tell. */
      readonly at: string | null;
      /** Headers that the signature vouches for. */
      readonly headers: Readonly<Record<string, string>>;
    }
  /** Why not is for the operator's log, never for the sender. */
  | { readonly ok: false; readonly why: string };
