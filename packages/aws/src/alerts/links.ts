import type { LinkClaims, LinkRefused } from "@driftwheel/core/ledger/link.ts";
import type { AlertLink } from "@driftwheel/core/vocabulary/entry.ts";
import { sign, verify } from "hono/jwt";
import * as z from "zod/mini";

const issuer = "driftwheel";
/** Longer than any token that we sign; what is longer is not worth an HMAC. */
const longestToken = 2_048;

const claims = z.object({
  m: z.string().check(z.minLength(1)),
  a: z.enum(["explain", "approve", "reject", "acknowledge"]),
  s: z.int().check(z.positive()),
  p: z.nullable(z.string()),
  exp: z.int(),
});

/**
 * The token of a link: a JSON Web Token (HS256) that names model, act, entry, package and end. The same link has the
 * same token, however often it is sent.
 */
export async function signLink(link: AlertLink, model: string, secret: string): Promise<string> {
  const { action, sequence, package: arn, expires } = link;
  return await sign(
    { m: model, a: action, s: sequence, p: arn, exp: Math.floor(Date.parse(expires) / 1000), iss: issuer },
    secret,
    "HS256",
  );
}

/**
 * What a token allows, if one of the secrets signed it and its time is not over. Only HS256 is read, whatever the
 * token's own header says.
 *
 * @param secrets the live secrets, newest first.
 */
export async function readLink(
  token: string,
  secrets: readonly string[],
  now: Date,
): Promise<LinkClaims | LinkRefused> {
  const payload = token.length > longestToken ? null : await verified(token, secrets);
  const parsed = claims.safeParse(payload);
  if (!parsed.success) return { refused: "altered" };
  const { m: model, a: action, s: sequence, p, exp } = parsed.data;
  if (exp * 1000 <= now.getTime()) return { refused: "expired" };
  return { model, action, sequence, package: p, expires: new Date(exp * 1000).toISOString() };
}

async function verified(token: string, secrets: readonly string[]): Promise<unknown> {
  for (const secret of secrets) {
    try {
      // The end is compared by readLink, with the caller's clock.
      const payload = await verify(token, secret, { alg: "HS256", iss: issuer, exp: false });
      // Base64 leaves room in its last character: a token that says the same in other letters is not the one we signed.
      if ((await sign(payload, secret, "HS256")) === token) return payload;
    } catch {
      // Another of the live secrets may have signed it.
    }
  }
  return null;
}
