import type { HookRequest, Verified } from "../request/hook-request.ts";
import { anyFits, hmacSha256 } from "./compare.ts";
import { isPlainId, readTimestamp, staleness } from "./signed-message.ts";

/**
 * MLflow 3's webhooks: `v1,` and the base64 of HMAC-SHA256 over `{delivery id}.{timestamp}.{body}`. It looks like
 * Standard Webhooks and is not: the headers have other names, and the key is the secret's own text, never its base64.
 * https://mlflow.org/docs/latest/ml/webhooks and `_generate_hmac_signature` of
 * https://github.com/mlflow/mlflow/blob/master/mlflow/webhooks/delivery.py
 *
 * What it tries again has the same id, timestamp and body.
 */
export function verifyMlflow(
  { headers, body }: HookRequest,
  secrets: readonly string[],
  now: Date,
): Verified {
  const id = headers["x-mlflow-delivery-id"] ?? "";
  const timestamp = headers["x-mlflow-timestamp"] ?? "";
  const signature = headers["x-mlflow-signature"];
  const signed = Buffer.concat([Buffer.from(`${id}.${timestamp}.`), body]);
  const expected = secrets.map((secret) => `v1,${hmacSha256(secret, signed, "base64")}`);
  const fits = anyFits([signature ?? ""], expected);
  const at = readTimestamp(timestamp);

  const refused = (why: string): Verified => ({ ok: false, why });
  if (signature === undefined) {
    return refused("x-mlflow-signature is missing: MLflow signs nothing for a webhook without a secret");
  }
  if (id === "" || timestamp === "") return refused("x-mlflow-delivery-id or x-mlflow-timestamp is missing");
  if (!isPlainId(id)) {
    return refused("x-mlflow-delivery-id is not 1 to 256 printable characters without a full stop");
  }
  if (at === null) return refused("x-mlflow-timestamp is no whole number of seconds");
  const stale = staleness(at, now);
  if (stale !== null) return refused(stale);
  if (!fits) return refused("the signature does not fit");
  return {
    ok: true,
    id: `x-mlflow-delivery-id ${id}`,
    at: at.toISOString(),
    headers: { "x-mlflow-delivery-id": id, "x-mlflow-timestamp": timestamp },
  };
}
