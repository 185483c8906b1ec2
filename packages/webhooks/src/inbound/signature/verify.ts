import type { HookRequest, Scheme, Verified } from "../request/hook-request.ts";
import { verifyGitHub } from "./github.ts";
import { verifyHmac } from "./hmac.ts";
import { verifyStandardWebhooks } from "./standard-webhooks.ts";

/** Shorter ones can be guessed: anyone who has one request can try them all at home. */
const shortest = 16;

/**
 * Says whether a request is of whom it claims to be of. Nothing of the body is read before its signature fits, and
 * every secret is tried on every request, whatever is wrong with it.
 *
 * @param secrets the live ones; any of them will do
 */
export function verify(
  request: HookRequest,
  scheme: Scheme,
  secrets: readonly string[],
  now: Date,
): Verified {
  const usable = secrets.filter((secret) => secret.length >= shortest);
  const verified = bySignature(request, scheme, usable, now);
  return !verified.ok && usable.length < secrets.length
    ? { ok: false, why: `${verified.why} (a secret of less than ${shortest} characters is not used)` }
    : verified;
}

function bySignature(request: HookRequest, scheme: Scheme, secrets: readonly string[], now: Date): Verified {
  switch (scheme.name) {
    case "standard-webhooks":
      return verifyStandardWebhooks(request, secrets, now);
    case "github":
      return verifyGitHub(request, secrets);
    case "hmac":
      return verifyHmac(request, scheme, secrets);
  }
}
