import { Webhook } from "standardwebhooks";

/** A key that nothing can be signed with. The message never holds the key. */
export class UnusableSecret extends Error {
  override readonly name = "UnusableSecret";
}

/**
 * Headers of a message by Standard Webhooks, signed with every live secret, so that a receiver may know either of two.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#webhook-headers-sending-metadata-to-consumers
 *
 * @param at when the attempt is made; receivers refuse a message that is older than five minutes
 * @throws UnusableSecret when a secret is no base64
 */
export function signedHeaders(
  secrets: readonly string[],
  id: string,
  at: Date,
  body: string,
): Readonly<Record<string, string>> {
  if (secrets.length === 0) throw new UnusableSecret("there is no secret to sign with");
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(at.getTime() / 1_000)),
    "webhook-signature": secrets.map((secret) => keyOf(secret).sign(id, at, body)).join(" "),
  };
}

function keyOf(secret: string): Webhook {
  try {
    return new Webhook(secret);
  } catch (error) {
    throw new UnusableSecret('a secret is no base64; it must look like "whsec_" and 32 to 88 characters', {
      cause: error,
    });
  }
}
