import type { SignInSettings } from "./sign-in-settings.ts";

/** What must still be known when the issuer sends its code. */
export interface Pending {
  readonly state: string;
  readonly verifier: string;
}

interface Token {
  readonly token: string;
  /** How long it is good for. */
  readonly seconds: number;
}

/** Where the issuer sends people back to: the console's root. */
const redirectUri = `${location.origin}/`;

/**
 * The authorization code flow of a public client, with PKCE, which stands in for a nonce as well:
 * https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1
 *
 * It is written here because a library for it has seven kilobytes, of the 120 that the whole page may have.
 */
export async function beginCodeFlow(
  { issuer, clientId, scopes }: SignInSettings,
  prefix: string,
): Promise<{ readonly address: URL; readonly pending: Pending }> {
  const pending = { state: prefix + random(), verifier: random() };
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(pending.verifier));
  const address = new URL(await endpoint(issuer, "authorization_endpoint"));
  const asked = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: scopes.join(" "),
    state: pending.state,
    code_challenge: base64url(new Uint8Array(digest)),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return { address, pending };
}

/**
 * @param search of the address that the issuer sent the person back to
 * @throws Error with what the issuer says, when it refused
 */
export async function endCodeFlow(
  { issuer, clientId, token: wanted }: SignInSettings,
  { state, verifier }: Pending,
  search: string,
): Promise<Token> {
  const given = new URLSearchParams(search);
  // An answer of another issuer than was asked: https://www.rfc-editor.org/rfc/rfc9207
  if (given.get("state") !== state || (given.get("iss") ?? issuer) !== issuer) {
    throw new Error("The answer is to another question.");
  }
  const error = given.get("error_description") ?? given.get("error");
  if (error !== null) throw new Error(error);
  const body = new URLSearchParams({
    grant_type: "authorization_code",
    client_id: clientId,
    redirect_uri: redirectUri,
    code: given.get("code") ?? "",
    code_verifier: verifier,
  });
  const told = await answerOf(await endpoint(issuer, "token_endpoint"), { method: "POST", body });
  const token = told[`${wanted}_token`];
  if (typeof token !== "string") throw new Error(`${issuer} gave no ${wanted} token.`);
  return { token, seconds: Number(told.expires_in) || 3_600 };
}

/** As the issuer's discovery document has it. */
async function endpoint(issuer: string, name: string): Promise<string> {
  const document = await answerOf(`${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`);
  const address = document[name];
  if (document.issuer !== issuer || typeof address !== "string") {
    throw new Error(`The document of ${issuer} is another issuer's, or names no ${name}.`);
  }
  return address;
}

async function answerOf(address: string, init?: RequestInit): Promise<Readonly<Record<string, unknown>>> {
  const answer = await fetch(address, init);
  // Every object is a record; what is used of it is looked at.
  const told = (await answer.json()) as Readonly<Record<string, unknown>>;
  if (answer.ok) return told;
  throw new Error(`${address}: ${String(told.error_description ?? told.error ?? answer.status)}`);
}

function random(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (one) => ({ "+": "-", "/": "_" })[one] ?? "");
}
