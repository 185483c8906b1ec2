import type { HookRequest, Scheme, Verified } from "../request/hook-request.ts";
import { anyFits, digestOf, hmacSha256 } from "./compare.ts";

/**
 * HMAC-SHA256 over the body, in a header that the policy names. Nothing else is signed: a delivery is known by its
 * body, so a sender that has the same to say twice puts a number or a time in.
 */
export function verifyHmac(
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
