import type { MessageLink } from "@driftwheel/core/alerts/alert-message.ts";
import type { Subscription } from "@driftwheel/core/policy/subscriptions.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock, Secrets } from "@driftwheel/core/vocabulary/ports.ts";
import type { AttemptAnswer } from "@driftwheel/core/webhooks/judge-attempt.ts";
import { compose } from "./compose.ts";
import { type SendSettings, send } from "./send.ts";
import { UnusableSecret } from "./sign.ts";

/** One attempt as it went. */
export interface Attempted extends AttemptAnswer {
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Milliseconds. */
  readonly took: number;
  readonly error: string | null;
}

export interface AttemptTools {
  readonly clock: Clock;
  readonly secrets: Secrets;
  /** Signs the links of an alert, and knows the pages of what it is about. */
  readonly links: (entry: Entry) => Promise<readonly MessageLink[]>;
  readonly sending: SendSettings;
}

/**
 * Makes one attempt. URL and secrets are read here, so that a rotation, or a URL that was mended where it is a
 * parameter, takes effect with the next attempt. What is wrong with them is a failed attempt like any other.
 *
 * @throws TransientError when they could not be read now: no attempt was made
 */
export async function attempt(
  entry: Entry,
  subscription: Subscription,
  { clock, secrets, links, sending }: AttemptTools,
): Promise<Attempted> {
  const begun = clock.now();
  const attempted = (answer: AttemptAnswer & { readonly error: string | null }): Attempted => ({
    at: begun.toISOString(),
    took: clock.now().getTime() - begun.getTime(),
    ...answer,
  });
  try {
    const url = await urlOf(subscription, secrets);
    const request = compose({
      entry,
      format: subscription.format,
      secrets: subscription.secret === undefined ? [] : await secrets.read(subscription.secret),
      links: subscription.format === "standard" ? [] : await links(entry),
      at: begun,
    });
    return attempted(await send({ url, ...request }, sending));
  } catch (error) {
    if (!(error instanceof Refused || error instanceof UnusableSecret)) throw error;
    return attempted({ status: null, retryAfter: null, error: error.message });
  }
}

async function urlOf({ url }: Subscription, secrets: Secrets): Promise<string> {
  if (typeof url === "string") return url;
  const [first] = await secrets.read(url.parameter);
  if (first === undefined) throw new Refused(`the SSM parameter ${url.parameter} holds no URL`);
  return first;
}
