import { bodyJson } from "../request/body-text.ts";
import type { HookRequest, Verified } from "../request/hook-request.ts";
import { anyFits, digestOf, hmacSha256 } from "./compare.ts";

/** Events whose bodies are known well enough to tell which one they are of. */
const events = ["push", "workflow_run", "release", "ping"] as const;
type GitHubEvent = (typeof events)[number];

/**
 * GitHub's `X-Hub-Signature-256`: HMAC-SHA256 over the body, and over nothing else.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * So no header can be believed. `X-GitHub-Delivery` may be rewritten by whoever sends a captured request again; a
 * delivery is known by its signed body instead (a push names its commits, a run its number and attempt, a release
 * its id and times; what GitHub redelivers has the same body). `X-GitHub-Event` is taken only when the body is of
 * that event; what else GitHub sends, now or one day, is genuine and of no event that is read. There is no timestamp:
 * that a copy comes late, only the record of deliveries can tell.
 */
export function verifyGitHub({ headers, body }: HookRequest, secrets: readonly string[]): Verified {
  const signature = headers["x-hub-signature-256"];
  const event = headers["x-github-event"];
  const expected = secrets.map((secret) => `sha256=${hmacSha256(secret, body, "hex")}`);
  const fits = anyFits([signature ?? ""], expected);

  const refused = (why: string): Verified => ({ ok: false, why });
  if (signature === undefined || event === undefined) {
    return refused("x-hub-signature-256 or x-github-event is missing");
  }
  if (!fits) return refused("the signature does not fit");
  const payload = bodyJson(body);
  const inside = payload.ok ? eventOf(payload.value) : null;
  const claimed = events.find((known) => known === event) ?? null;
  // A form has no payload that is read; its sender is told to send JSON.
  if (payload.ok && inside !== claimed) {
    const says = JSON.stringify(event.slice(0, 64));
    return refused(`x-github-event says ${says}, and the body is ${inside ?? "of none that is known"}`);
  }
  // Of any other event nothing vouches for the header.
  const vouched: Readonly<Record<string, string>> = inside === null ? {} : { "x-github-event": inside };
  return { ok: true, id: `body ${digestOf(body)}`, at: null, headers: vouched };
}

/**
 * Which of the known events a payload is of; null for any other. Deployments and their reviews carry a `workflow_run`
 * as well; only its own event has the `workflow` beside it and no deployment.
 * https://docs.github.com/en/webhooks/webhook-events-and-payloads
 */
function eventOf(payload: unknown): GitHubEvent | null {
  if (typeof payload !== "object" || payload === null) return null;
  const has = (...keys: readonly string[]) => keys.every((key) => Object.hasOwn(payload, key));
  if (has("zen", "hook")) return "ping";
  if (has("ref", "before", "after", "commits")) return "push";
  const run = has("action", "workflow_run", "workflow");
  if (run && !has("deployment") && !has("deployment_status")) return "workflow_run";
  if (has("action", "release")) return "release";
  return null;
}
