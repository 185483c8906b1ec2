import type { IncomingMessage } from "node:http";

/** By their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** A request as it was read, by whomever. */
export interface HttpRequest {
  readonly method: string;
  /** As it was sent. */
  readonly url: string;
  readonly headers: RequestHeaders;
  /** The body as it was sent; read when it is first asked for. */
  readonly body: () => Promise<Buffer>;
}

/** A request that Node's server has read. */
export function requestOf(incoming: IncomingMessage): HttpRequest {
  let reading: Promise<Buffer> | null = null;
  return {
    method: incoming.method ?? "GET",
    url: incoming.url ?? "/",
    // A list is only what `set-cookie` has, which is no header of requests: https://nodejs.org/api/http.html#messageheaders
    headers: incoming.headers as RequestHeaders,
    body() {
      reading ??= bodyOf(incoming);
      return reading;
    },
  };
}

function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const [first, ...others] = chunks;
      resolve(first && others.length === 0 ? first : Buffer.concat(chunks));
    });
    incoming.on("error", reject);
  });
}
