import * as oauth from "oauth4webapi";
import { expect, it } from "vitest";
import { signInWords } from "./sign-in-words.ts";

const issuer = "https://id.example.com";
const settings = { issuer, clientId: "console", scopes: ["openid"], token: "access" } as const;
const server = {
  issuer,
  token_endpoint: `${issuer}/token`,
  authorization_response_iss_parameter_supported: true,
};
const client = { client_id: "console" };

/** What is said of what this throws. */
async function words(step: () => unknown): Promise<string> {
  try {
    await step();
  } catch (error) {
    return signInWords(error, settings);
  }
  throw new Error("Nothing was thrown.");
}

const sentBack = (search: string) => () =>
  oauth.validateAuthResponse(server, client, new URLSearchParams(search), "asked");
const json = (body: object, status = 200) => Response.json(body, { status });
const gave = (response: Response) => () =>
  oauth.processAuthorizationCodeResponse(server, client, response, {
    expectedNonce: "asked",
    requireIdToken: true,
  });

function idToken(changes: object): Response {
  const now = Math.floor(Date.now() / 1_000);
  const claims = {
    iss: issuer,
    aud: "console",
    sub: "ines",
    nonce: "asked",
    iat: now,
    exp: now + 60,
    ...changes,
  };
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replace(/[+/=]/g, (sign) => ({ "+": "-", "/": "_" })[sign] ?? "");
  const token = `${part({ alg: "RS256" })}.${part(claims)}.${part({})}`;
  return json({ access_token: "a", token_type: "Bearer", id_token: token });
}

it("an answer to another page's question, or of another issuer, is said to be that", async () => {
  const other = /^The answer is to another question than this page asked \(.*"(state|iss)"/;
  expect(await words(sentBack(`code=c&state=other&iss=${issuer}`))).toMatch(other);
  expect(await words(sentBack(`code=c&iss=${issuer}`))).toMatch(other);
  expect(await words(sentBack("code=c&state=asked&iss=https://evil.example.com"))).toMatch(other);
  expect(await words(sentBack("code=c&state=asked"))).toMatch(other);
});

it("what the issuer refuses is said in its words, with what to do", async () => {
  const refused = `state=asked&iss=${issuer}`;
  expect(await words(sentBack(`error=access_denied&error_description=Not+today&${refused}`))).toBe(
    "https://id.example.com let nobody in: Not today (access_denied). Somebody who looks after it can say who may use this client.",
  );
  expect(await words(sentBack(`error=unauthorized_client&${refused}`))).toMatch(
    /let nobody in: unauthorized_client\. The client console must be a public one there/,
  );
  expect(await words(gave(json({ error: "invalid_grant" }, 400)))).toBe(
    "https://id.example.com gave no token: invalid_grant. Its code was used before or is too old, or is for another address: sign in again.",
  );
});

it.each([
  ["nonce", { nonce: "other" }],
  ["nonce", { nonce: undefined }],
  ["aud", { aud: "another-client" }],
  ["iss", { iss: "https://evil.example.com" }],
  ["azp", { aud: ["console", "another-client"], azp: "another-client" }],
])("an ID token whose %s is not this sign-in's is refused by name", async (claim, changes) => {
  const found = await words(gave(idToken(changes)));
  expect(found).toMatch(/is not for this sign-in|is not OpenID Connect/);
  expect(found).toContain(claim);
});

it("an ID token that is over, or of an algorithm without a key, is refused", async () => {
  const over = Math.floor(Date.now() / 1_000) - 3_600;
  expect(await words(gave(idToken({ exp: over })))).toMatch(/is not good now .*"exp".*clock of this machine/);
  const none = `${btoa('{"alg":"none"}')}.e30.`;
  const unsigned = json({ access_token: "a", token_type: "Bearer", id_token: none });
  expect(await words(gave(unsigned))).toMatch(/alg/);
  expect(await words(gave(json({ access_token: "a", token_type: "Bearer" })))).toMatch(/id_token|ID Token/i);
});

it("an issuer that is not there, or is none, is said to be that", async () => {
  expect(await words(() => Promise.reject(new TypeError("Failed to fetch")))).toMatch(
    /^https:\/\/id\.example\.com cannot be asked \(Failed to fetch\).*CORS.*console\.origins/,
  );
  const discovery = (answer: Response) => () => oauth.processDiscoveryResponse(new URL(issuer), answer);
  expect(await words(discovery(new Response("<h1>Down</h1>", { status: 503 })))).toMatch(
    /^What https:\/\/id\.example\.com answers is not OpenID Connect: /,
  );
  expect(await words(discovery(json({ issuer: "https://evil.example.com" })))).toMatch(
    /is not OpenID Connect: .*"issuer"/,
  );
});
