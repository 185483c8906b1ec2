/**
 * The names in a claim of a token that API Gateway has verified: those of a list, or one. A name is compared whole, so it
 * is never taken apart: `not approvers` is no name of two words.
 *
 * API Gateway hands a list on as text, `[one two]`, in which a name with a blank looks like two, and a text that looks
 * like a list like one.
 * What was meant stands in the token itself, which is the header that API Gateway has verified before the function ran
 * (https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html); it counts only if it says
 * the same as API Gateway. Without a token a rendered list of one plain word is that word, and any other is nobody's.
 *
 * @param authorization the header of that name, as it came
 */
export function claimNames(
  claims: Readonly<Record<string, unknown>>,
  claim: string,
  authorization: unknown,
): readonly string[] {
  const handedOn = claims[claim];
  if (Array.isArray(handedOn)) return textsOf(handedOn);
  if (typeof handedOn !== "string" || handedOn === "") return [];
  if (!/^\[.*\]$/s.test(handedOn)) return [handedOn];
  const token = payloadOf(authorization);
  if (token === null) return /^\[[^\s,[\]"]+\]$/.test(handedOn) ? [handedOn.slice(1, -1)] : [];
  const meant = token[claim];
  if (token.sub !== claims.sub || lettersOf(meant) !== lettersOf(handedOn)) return [];
  return Array.isArray(meant) ? textsOf(meant) : [handedOn];
}

function textsOf(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === "string");
}

/** What is left of a list or of its rendering when nothing of the form of a list is. */
function lettersOf(value: unknown): string {
  const text = Array.isArray(value) ? value.join("") : String(value);
  return text.replaceAll(/[\s,"[\]]/g, "");
}

/** What a token says; null for what is none. Nothing is verified here. */
function payloadOf(authorization: unknown): Readonly<Record<string, unknown>> | null {
  if (typeof authorization !== "string") return null;
  const payload = /^(?:Bearer )?[\w-]+\.([\w-]+)\.[\w-]*$/i.exec(authorization)?.[1];
  if (payload === undefined) return null;
  try {
    const value: unknown = JSON.parse(Buffer.from(payload, "base64url").toString("utf8"));
    // Every object is a record.
    return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}
