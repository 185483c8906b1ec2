import type { Context } from "../context/context.ts";
import { exitCode, messageOf, PersonError } from "../context/errors.ts";
import { clientSettings, hasCredentials, isHere } from "./aws-client.ts";
import { Sha256 } from "./sha256.ts";

export interface ApiRequest {
  readonly method: "GET" | "POST";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

type Credentials = ReturnType<typeof import("@aws-sdk/credential-provider-node")["defaultProvider"]>;

/** Proves to the API who asks: answers the headers that a request needs. */
export type Prove = (request: ApiRequest) => Promise<Readonly<Record<string, string>>>;

/** @param token a JWT of the issuer that the API trusts. */
export function bearer(token: string): Prove {
  return async ({ headers }) => ({ ...headers, authorization: `Bearer ${token}` });
}

/**
 * Signs with SigV4 for service `execute-api`, by the usual AWS credentials. The API on this machine checks no
 * signature and takes the access key's id for the user, so that without credentials it is the user's own name.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
 * @throws PersonError when there are no credentials.
 */
export function sigV4(address: string, context: Context): Prove {
  const { environment } = context;
  // Who assumes a role asks for its credentials once, and again when they are over: it keeps them itself.
  let provider: Credentials | null = null;
  return async ({ method, url, headers, body }) => {
    // Loaded here, because the signer and the chain of credentials take longer than most commands.
    const [{ SignatureV4 }, { defaultProvider }] = await Promise.all([
      import("@smithy/signature-v4"),
      import("@aws-sdk/credential-provider-node"),
    ]);
    const oneself = { accessKeyId: context.user().replaceAll(/[^\w.@-]/g, "-"), secretAccessKey: "local" };
    provider ??= defaultProvider();
    const region = regionOf(address) ?? clientSettings({}, environment).region;
    const signer = new SignatureV4({
      service: "execute-api",
      region,
      credentials: isHere(address) && !hasCredentials(environment) ? oneself : await credentialsOf(provider),
      sha256: Sha256,
    });
    const signed = await signer.sign(
      {
        method,
        protocol: url.protocol,
        hostname: url.hostname,
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        headers: { ...headers, host: url.host },
        body: body ?? "",
      },
      { signingDate: context.now() },
    );
    // Fetch sets it, to the same.
    const { host: _, ...proved } = signed.headers;
    return proved;
  };
}

async function credentialsOf(provider: Credentials): ReturnType<Credentials> {
  try {
    return await provider();
  } catch (error) {
    throw new PersonError(
      `There are no AWS credentials to sign with (${messageOf(error)}). Set AWS_PROFILE, or give a token with --token.`,
      exitCode.notAllowed,
      { cause: error },
    );
  }
}

/** `https://a1.execute-api.eu-west-1.amazonaws.com` -> `eu-west-1`; null for a domain of one's own. */
function regionOf(address: string): string | null {
  return /\.execute-api\.([a-z0-9-]+)\.amazonaws\.com(\.cn)?$/.exec(new URL(address).hostname)?.[1] ?? null;
}
