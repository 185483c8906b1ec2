import {
  type OutgoingHttpHeaders,
  type ServerResponse,
  STATUS_CODES,
  validateHeaderName,
  validateHeaderValue,
} from "node:http";

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
export function send(outgoing: ServerResponse, answer: Answer): void {
  outgoing.writeHead(answer.status, headersOf(answer));
  outgoing.end(answer.body);
}

/**
 * An answer as it goes over a connection that stays open unless the answer says otherwise: the head in Latin-1, and the
 * body, which is text only if Latin-1 has the same bytes for it.
 *
 * @throws Error when a header is none that can be sent
 */
export function wireOf(
  answer: Answer,
  { method, patience }: { readonly method: string; readonly patience: number },
): { readonly head: string; readonly body: string | Uint8Array } {
  const { status } = answer;
  if (!(status >= 100 && status <= 999)) throw new RangeError(`${status} is no status of HTTP.`);
  const headers = headersOf(answer);
  let head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? "unknown"}\r\n`;
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined) continue;
    validateHeaderName(name);
    for (const one of Array.isArray(value) ? value : [String(value)]) {
      validateHeaderValue(name, one);
      head += `${name}: ${one}\r\n`;
    }
  }
  if (headers.connection === undefined) {
    head += `connection: keep-alive\r\nkeep-alive: timeout=${Math.floor(patience / 1_000)}\r\n`;
  }
  head += `date: ${dateOf(Date.now())}\r\n\r\n`;
  if (method === "HEAD" || !("content-length" in headers)) return { head, body: "" };
  const { body } = answer;
  const isAscii = typeof body === "string" && Buffer.byteLength(body) === body.length;
  return { head, body: typeof body === "string" && !isAscii ? Buffer.from(body) : body };
}

/** With the length of the body. */
function headersOf({ status, headers, body }: Answer): OutgoingHttpHeaders {
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6: these have no body, and so no length.
  if (status === 204 || status === 304) return headers;
  return { "content-length": Buffer.byteLength(body), ...headers };
}

const today = { second: 0, text: "" };

/** The same for a whole second. */
function dateOf(now: number): string {
  const second = Math.floor(now / 1_000);
  if (second !== today.second) Object.assign(today, { second, text: new Date(now).toUTCString() });
  return today.text;
}
