import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider from "oidc-provider";

export const clientId = "console";
export const audience = "driftwheel";

export interface Issuer {
  readonly url: string;
  /** How long the tokens live that it gives from now on, in seconds. */
  lifetime: number;
  close(): Promise<void>;
}

/** An OpenID provider on this machine: who signs in as `approver-ines` has the role approver. */
export async function startIssuer(console: string): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on a port, not on a pipe
  const issuer = { url, lifetime: 3_600, close: () => closed(server) };
  const provider = new Provider(url, {
    clients: [
      {
        client_id: clientId,
        token_endpoint_auth_method: "none",
        // A web client's address may not be one of this machine without TLS.
        application_type: "native",
        redirect_uris: [`${console}/`],
        grant_types: ["authorization_code"],
        response_types: ["code"],
      },
    ],
    pkce: { required: () => true },
    clientBasedCORS: (_context, origin) => origin === console,
    cookies: { keys: ["of this test"] },
    extraTokenClaims: (_context, token) => ({
      driftwheel_roles: "accountId" in token ? `driftwheel-${token.accountId.split("-")[0]}s` : "",
    }),
    features: {
      devInteractions: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => "urn:driftwheel",
        useGrantedResource: () => true,
        getResourceServerInfo: () => ({
          scope: "",
          audience,
          accessTokenFormat: "jwt",
          accessTokenTTL: issuer.lifetime,
          jwt: { sign: { alg: "RS256" } },
        }),
      },
    },
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
  return issuer;
}

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
