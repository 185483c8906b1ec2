import { randomUUID } from "node:crypto";
import type { HttpRequest, RequestHeaders } from "./request.ts";

/** One HTTP request on its way to a service. */
export interface Call {
  readonly method: string;
  /** As it was sent: not decoded, and without the query. */
  readonly path: string;
  /** As it was sent, without the question mark. */
  readonly rawQuery: string;
  readonly query: URLSearchParams;
  readonly headers: RequestHeaders;
  readonly requestId: string;
  /** Service of the signature's credential scope (`sagemaker`, `s3`, ...), or null when unsigned. */
  readonly scope: string | null;
  /** `X-Amz-Target`, or null. */
  readonly target: string | null;
  /** The body as it was sent; read when it is first asked for. */
  readonly body: () => Promise<Buffer>;
}

/** Of requests without one; nobody changes it. */
const none = new URLSearchParams();

export function callOf({ method, url, headers, body }: HttpRequest): Call {
  const [path, rawQuery] = addressOf(url);
  const query = rawQuery === "" ? none : new URLSearchParams(rawQuery);
  return {
    method,
    path,
    rawQuery,
    query,
    headers,
    requestId: randomUUID(),
    scope: scopeOf(headers.authorization, query),
    target: headers["x-amz-target"] ?? null,
    body,
  };
}

/** Who asks a proxy gives the whole URL: https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2 */
function addressOf(sent: string): readonly [path: string, query: string] {
  const address = sent.startsWith("/") ? sent : sent.replace(/^https?:\/\/[^/?]*/i, "");
  const mark = address.indexOf("?");
  return mark < 0 ? [address, ""] : [address.slice(0, mark), address.slice(mark + 1)];
}

const scopeEnd = "/aws4_request";

/** Region of the signature's credential scope, which is that of the endpoint the client means; null when unsigned. */
export function signingRegion({ headers, query }: Pick<Call, "headers" | "query">): string | null {
  return credentialScope(headers.authorization, query)?.split("/").at(-2) ?? null;
}

function scopeOf(authorization: string | undefined, query: URLSearchParams): string | null {
  const scope = credentialScope(authorization, query);
  return scope === null ? null : scope.slice(scope.lastIndexOf("/") + 1) || null;
}

/**
 * `<access key>/<date>/<region>/<service>`, of what a header or, when presigned, the query has before `/aws4_request`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
function credentialScope(authorization: string | undefined, query: URLSearchParams): string | null {
  const credential = /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1] ?? query.get("X-Amz-Credential");
  return credential?.endsWith(scopeEnd) ? credential.slice(0, -scopeEnd.length) : null;
}
