import { verify } from "hono/jwt";

/** Takes JSON Web Tokens instead of signatures of AWS. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly algorithm: "HS256" | "RS256";
  /** A secret for HS256, a public key (PEM) for RS256. */
  readonly key: string;
}

export type Authorised =
  | { readonly in: true; readonly authorizer: Readonly<Record<string, unknown>> }
  | { readonly in: false; readonly status: 401 | 403; readonly message: string };

/**
 * The IAM authoriser of API Gateway and of function URLs, played: whoever signs is the user named like the access key id. The signature itself is
 * not checked, since nobody here has its secret.
 * Shape: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function authoriseIam(
  header: string | null,
  account: string,
  expected: "execute-api" | "lambda" = "execute-api",
): Authorised {
  const scope = /^AWS4-HMAC-SHA256 .*Credential=([^/,\s]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request/.exec(
    header ?? "",
  );
  const [, accessKey, service] = scope ?? [];
  if (accessKey === undefined) return { in: false, status: 403, message: "Forbidden" };
  if (service !== expected) {
    const message = `Credential should be scoped to correct service: '${expected}'. `;
    return { in: false, status: 403, message };
  }
  const userArn = `arn:aws:iam::${account}:user/${accessKey}`;
  return {
    in: true,
    authorizer: {
      iam: {
        accessKey,
        accountId: account,
        callerId: accessKey,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn,
        userId: accessKey,
      },
    },
  };
}

/** API Gateway's JWT authoriser, with one key that is given. */
export async function authoriseJwt(header: string | null, settings: JwtSettings): Promise<Authorised> {
  const token = /^Bearer (\S+)$/i.exec(header ?? "")?.[1];
  try {
    const { issuer, audience, algorithm, key } = settings;
    const claims = await verify(token ?? "", key, { alg: algorithm, iss: issuer, aud: audience });
    return { in: true, authorizer: { jwt: { claims: asText(claims), scopes: null } } };
  } catch {
    return { in: false, status: 401, message: "Unauthorized" };
  }
}

/** Every claim is text by the time that it arrives, a list like `[one two]`. */
function asText(claims: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const text = (value: unknown) =>
    Array.isArray(value) ? `[${value.join(" ")}]` : typeof value === "string" ? value : JSON.stringify(value);
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, text(value)]));
}
