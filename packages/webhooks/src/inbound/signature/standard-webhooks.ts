import { Webhook } from "standardwebhooks";
import { bodyText } from "../request/body-text.ts";
import type { HookRequest, Verified } from "../request/hook-request.ts";
import { anyFits } from "./compare.ts";
import { isPlainId, readTimestamp, staleness } from "./signed-message.ts";

/** A sender that replaces its key signs with two; more than a few are an attempt to make us compare. */
const mostSignatures = 8;

/**
 * Standard Webhooks with symmetric keys (`v1`): a signature over `{id}.{timestamp}.{body}`.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * The package signs; its `verify` is not used, because it takes "1614265330abc" for a timestamp, reads broken UTF-8
 * as if it were whole, and has a clock of its own. The id may hold no full stop: with one, the same signed text could
 * be cut into another id, timestamp and body.
 */
export function verifyStandardWebhooks(
  { headers, body }: HookRequest,
  secrets: readonly string[],
  now: Date,
): Verified {
  const id = headers["webhook-id"] ?? "";
  const timestamp = headers["webhook-timestamp"] ?? "";
  const presented = (headers["webhook-signature"] ?? "").split(" ");
  const text = bodyText(body);
  const at = readTimestamp(timestamp);
  // Signed whatever is wrong, so that a fault found early takes no less time than a wrong signature.
  const signedAt = at ?? new Date(0);
  const expected = secrets.flatMap((secret) => signatureOf(secret, id, signedAt, text ?? ""));
  const fits = anyFits(presented.slice(0, mostSignatures), expected);

  const refused = (why: string): Verified => ({ ok: false, why });
  if (id === "" || timestamp === "" || headers["webhook-signature"] === undefined) {
    return refused("webhook-id, webhook-timestamp or webhook-signature is missing");
  }
  if (!isPlainId(id)) return refused("webhook-id is not 1 to 256 printable characters without a full stop");
  if (at === null) return refused("webhook-timestamp is no whole number of seconds");
  if (presented.length > mostSignatures) return refused(`more than ${mostSignatures} signatures`);
  // Only `v1` is compared; how other versions write theirs is for them to say.
  if (!presented.every((signature) => /^v\d+[a-z]*,[\x21-\x7e]+$/.test(signature))) {
    return refused("webhook-signature is no list of signatures such as v1,K5oZ...=");
  }
  if (text === null) return refused("the body is not UTF-8");
  if (expected.length === 0) return refused("no secret can be used: they must be base64, after whsec_");
  const stale = staleness(at, now);
  if (stale !== null) return refused(stale);
  if (!fits) return refused("no signature fits");
  return {
    ok: true,
    // The id stays the same when the sender tries again, and the timestamp does not.
    id: `webhook-id ${id}`,
    at: signedAt.toISOString(),
    headers: { "webhook-id": id, "webhook-timestamp": timestamp },
  };
}

/** `v1,<base64>`; nothing for a secret that is no base64. */
function signatureOf(secret: string, id: string, at: Date, body: string): readonly string[] {
  try {
    return [new Webhook(secret).sign(id, at, body)];
  } catch {
    return [];
  }
}
