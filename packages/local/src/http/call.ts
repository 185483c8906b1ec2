import { randomUUID } from "node:crypto";

/** One HTTP request on its way to a service. */
export interface Call {
  readonly request: Request;
  readonly url: URL;
  readonly requestId: string;
  /** Service of the signature's credential scope (`sagemaker`, `s3`, ...), or null when unsigned. */
  readonly scope: string | null;
  /** `X-Amz-Target`, or null. */
  readonly target: string | null;
}

/** One service as the server sees it. */
export interface HttpService {
  /** Name in the credential scope, and in the fault plan. */
  readonly name: string;
  accepts(call: Call): boolean;
  handle(call: Call): Promise<Response>;
}

export function callOf(request: Request): Call {
  const url = new URL(request.url);
  return {
    request,
    url,
    requestId: randomUUID(),
    scope: scopeOf(request.headers.get("authorization"), url),
    target: request.headers.get("x-amz-target"),
  };
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html: the scope is
// <access key>/<date>/<region>/<service>/aws4_request, in a header or, when presigned, in the query.
function scopeOf(authorization: string | null, url: URL): string | null {
  const credential =
    /Credential=([^,\s]+)/.exec(authorization ?? "")?.[1] ?? url.searchParams.get("X-Amz-Credential");
  const parts = credential?.split("/") ?? [];
  return parts.at(-1) === "aws4_request" ? (parts.at(-2) ?? null) : null;
}
