import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import type { Reachable } from "./address.ts";
import type { Resolve } from "./checked-lookup.ts";
import { exchange } from "./exchange.ts";

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
    const { status, retryAfter, text } = await exchange(
      { method: "POST", ...outgoing },
      { ...settings, deadline, mostOfAnswer },
    );
    return {
      status,
      retryAfter,
      error: status >= 200 && status < 300 ? null : reason(status, text),
    };
  } catch (error) {
    return { status: null, retryAfter: null, error: deadline.aborted ? late(settings) : errorMessage(error) };
  }
}

export function reason(status: number, text: string): string {
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
