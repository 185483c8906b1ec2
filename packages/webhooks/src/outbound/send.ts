import { request as http, type IncomingMessage } from "node:http";
import { request as https } from "node:https";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import type { Reachable } from "./address.ts";
import { checkedLookup, type Resolve } from "./checked-lookup.ts";
import { targetOf } from "./target.ts";

export interface Outgoing {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What came back. Without a status there was no answer, and `error` says why. */
export interface Sent {
  readonly status: number | null;
  /** The Retry-After header. */
  readonly retryAfter: string | null;
  /** What is known of a failure, for the delivery log; null after a 2xx. */
  readonly error: string | null;
}

export interface SendSettings {
  readonly reachable: Reachable;
  /** Milliseconds for everything together: name, connection, request, answer. */
  readonly timeout?: number;
  readonly resolve?: Resolve;
}

/** The specification recommends 15 to 30 seconds. */
const patience = 15_000;
/** More of an answer is not read: nobody needs it, and it could be endless. */
const mostOfAnswer = 4_096;
const mostOfReason = 300;

/**
 * Posts once, over a connection that nothing else uses. Redirects are not followed. Never rejects: whatever goes wrong
 * is an answer for the delivery log.
 */
export async function send(outgoing: Outgoing, settings: SendSettings): Promise<Sent> {
  const deadline = AbortSignal.timeout(settings.timeout ?? patience);
  try {
    const response = await post(outgoing, settings, deadline);
    const status = response.statusCode ?? 0;
    const text = await beginningOf(response, deadline);
    return {
      status,
      retryAfter: response.headers["retry-after"] ?? null,
      error: status >= 200 && status < 300 ? null : reason(status, text),
    };
  } catch (error) {
    return { status: null, retryAfter: null, error: deadline.aborted ? late(settings) : errorMessage(error) };
  }
}

function post(
  { url, headers, body }: Outgoing,
  { reachable, resolve }: SendSettings,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((answered, reject) => {
    const target = targetOf(url, reachable);
    const request = (target.protocol === "https:" ? https : http)(target, {
      method: "POST",
      headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
      // A socket of its own: no connection that was opened for one receiver serves another.
      agent: false,
      lookup: checkedLookup(reachable, resolve),
      signal,
    });
    request.on("response", answered);
    request.on("error", reject);
    request.end(body);
  });
}

/** The status is the answer; a body that is cut off, too long or too slow changes nothing about it. */
async function beginningOf(response: IncomingMessage, deadline: AbortSignal): Promise<string> {
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

function reason(status: number, text: string): string {
  const said = text
    .replaceAll(/[\p{Cc}\s]+/gu, " ")
    .trim()
    .slice(0, mostOfReason);
  const redirected = status >= 300 && status < 400 ? " (redirects are not followed)" : "";
  return `answered ${status}${redirected}${said === "" ? "" : `: ${said}`}`;
}

function late({ timeout = patience }: SendSettings): string {
  return `no answer within ${timeout / 1_000} seconds`;
}
