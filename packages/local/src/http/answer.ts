import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

/** What a call is answered. */
export interface Answer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  /** Text goes out as UTF-8. */
  readonly body: string | Uint8Array;
}

interface Told {
  readonly status?: number;
  readonly headers?: OutgoingHttpHeaders;
}

export function jsonAnswer(value: unknown, { status = 200, headers = {} }: Told = {}): Answer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  };
}

export function emptyAnswer(status: number, headers: OutgoingHttpHeaders = {}): Answer {
  return { status, headers, body: "" };
}

/** @throws Error when a header is none that can be sent; then nothing is */
export function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: these have no body, and so no length.
  const length = status === 204 || status === 304 ? {} : { "content-length": Buffer.byteLength(body) };
  outgoing.writeHead(status, { ...length, ...headers });
  outgoing.end(body);
}
