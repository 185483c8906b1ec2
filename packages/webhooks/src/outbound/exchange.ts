import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";
import type { Reachable } from "./address.ts";
import { checkedLookup, type Resolve } from "./checked-lookup.ts";
import { targetOf } from "./target.ts";

export interface Request {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface ExchangeSettings {
  readonly reachable: Reachable;
  readonly resolve?: Resolve;
  /** Ends it, whatever it is at. */
  readonly deadline: AbortSignal;
  /** Bytes; more of an answer is not read. */
  readonly mostOfAnswer: number;
}

export interface Response {
  readonly status: number;
  /** The Retry-After header. */
  readonly retryAfter: string | null;
  /** The beginning of the body; what was there when it was cut off or took too long. */
  readonly text: string;
}

/**
 * One request over a connection that nothing else uses, to an address that was checked. Redirects are not followed.
 *
 * @throws ForbiddenTarget, or what the network says; after the deadline anything
 */
export async function exchange(request: Request, settings: ExchangeSettings): Promise<Response> {
  const response = await ask(request, settings);
  return {
    status: response.statusCode ?? 0,
    retryAfter: response.headers["retry-after"] ?? null,
    text: await beginningOf(response, settings),
  };
}

function ask(
  { method, url, headers, body }: Request,
  { reachable, resolve, deadline }: ExchangeSettings,
): Promise<IncomingMessage> {
  return new Promise((answered, reject) => {
    const target = targetOf(url, reachable);
    const request = (target.protocol === "https:" ? https : http)(target, {
      method,
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      // A socket of its own: no connection that was opened for one receiver serves another.
      agent: false,
      lookup: checkedLookup(reachable, resolve),
      signal: deadline,
    });
    request.on("response", answered);
    request.on("error", reject);
    request.end(body);
  });
}

/** The status is the answer; a body that is cut off, too long or too slow changes nothing about it. */
async function beginningOf(
  response: IncomingMessage,
  { deadline, mostOfAnswer }: ExchangeSettings,
): Promise<string> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of response) {
      // No encoding was set, so pieces are buffers.
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length >= mostOfAnswer || deadline.aborted) break;
    }
  } catch {
    // Cut off.
  }
  response.destroy();
  return Buffer.concat(pieces).subarray(0, mostOfAnswer).toString("utf8");
}
