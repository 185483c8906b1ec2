import type { HookRequest, Scheme, Verified } from "../request/hook-request.ts";
import { anyFits, digestOf, hmacSha256 } from "./compare.ts";
import { verifyGitHub } from "./github.ts";
import { verifyMlflow } from "./mlflow.ts";
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
    case "mlflow":
      return verifyMlflow(request, secrets, now);
    case "hmac":
      return verifyHmac(request, scheme, secrets);
  }
}

/**
 * HMAC-SHA256 over the body, in a header that the policy names. Nothing else is signed: a delivery is known by its
 * body, so a sender that has the same to say twice puts a number or a time in.
 */
function verifyHmac(
  { headers, body }: HookRequest,
  { header, encoding, prefix }: Extract<Scheme, { name: "hmac" }>,
  secrets: readonly string[],
): Verified {
  const signature = headers[header];
  const expected = secrets.map((secret) => prefix + hmacSha256(secret, body, encoding));
  const fits = anyFits([signature ?? ""], expected);
  if (signature === undefined) return { ok: false, why: `${header} is missing` };
  if (!fits) return { ok: false, why: "the signature does not fit" };
  return { ok: true, id: `body ${digestOf(body)}`, at: null, headers: {} };
}
