import * as oauth from "oauth4webapi";
import type { SignInSettings } from "./sign-in-settings.ts";
import { signInWords } from "./sign-in-words.ts";

/** What must still be known when the issuer sends its code. */
export interface Pending {
  readonly state: string;
  readonly verifier: string;
  readonly nonce: string;
}

interface Token {
  readonly token: string;
  /** How long it is good for. */
  readonly seconds: number;
}

/** Where the issuer sends people back to: the console's root. */
const redirectUri = `${location.origin}/`;
/** Seconds by which the clock of this machine and the issuer's may differ. */
const clockTolerance = 60;

/**
 * The authorization code flow of a public client, with PKCE, a state and a nonce:
 * https://www.rfc-editor.org/rfc/rfc9700#section-2.1.1
 *
 * @throws Error that says in words what is wrong, and what to do
 */
export async function beginCodeFlow(
  settings: SignInSettings,
  prefix: string,
): Promise<{ readonly address: URL; readonly pending: Pending }> {
  return await told(settings, async () => {
    const { clientId, scopes } = settings;
    const pending = {
      state: prefix + oauth.generateRandomState(),
      verifier: oauth.generateRandomCodeVerifier(),
      nonce: oauth.generateRandomNonce(),
    };
    const { authorization_endpoint: endpoint } = await discover(settings);
    if (endpoint === undefined)
      throw new Error(`The document of ${settings.issuer} names no page to sign in.`);
    const address = new URL(endpoint);
    const asked = {
      client_id: clientId,
      redirect_uri: redirectUri,
      response_type: "code",
      scope: scopes.join(" "),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: "S256",
    };
    for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
    return { address, pending };
  });
}

/**
 * Answers with the token that the API is sent. The ID token is held to issuer, audience, times and nonce whichever of
 * the two that is; its signature is not read here, because it comes from the issuer itself by TLS
 * (https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation, 6), and API Gateway reads that of what it is sent.
 *
 * @param search of the address that the issuer sent the person back to
 * @throws Error that says in words what the issuer said, or why its answer is not used
 */
export async function endCodeFlow(
  settings: SignInSettings,
  { state, verifier, nonce }: Pending,
  search: string,
): Promise<Token> {
  return await told(settings, async () => {
    const server = await discover(settings);
    const client = { client_id: settings.clientId, [oauth.clockTolerance]: clockTolerance };
    const answer = oauth.validateAuthResponse(server, client, new URLSearchParams(search), state);
    const given = await oauth.processAuthorizationCodeResponse(
      server,
      client,
      await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        answer,
        redirectUri,
        verifier,
        transport(settings),
      ),
      { expectedNonce: nonce, requireIdToken: true },
    );
    const token = settings.token === "id" ? (given.id_token ?? "") : given.access_token;
    return { token, seconds: given.expires_in ?? 3_600 };
  });
}

async function told<Result>(settings: SignInSettings, step: () => Promise<Result>): Promise<Result> {
  try {
    return await step();
  } catch (error) {
    throw new Error(signInWords(error, settings), { cause: error });
  }
}

/** The issuer's discovery document, held to be its own. */
async function discover(settings: SignInSettings): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(settings.issuer);
  return await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, transport(settings)),
  );
}

/** An issuer on this very machine needs no TLS; a deployment takes no issuer without. */
function transport({ issuer }: SignInSettings) {
  return { [oauth.allowInsecureRequests]: new URL(issuer).hostname === "127.0.0.1" };
}
