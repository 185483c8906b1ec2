import type { HookRequest } from "./hook-request.ts";

/** Bytes of a body. GitHub caps payloads at 25 MB and sends some kilobytes; EventBridge takes 256 KB of an event. */
export const largestBody = 256_000;

/** What of API Gateway's payload 2.0 concerns a hook. */
export interface PayloadTwo {
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly pathParameters?: Readonly<Record<string, string | undefined>> | undefined;
}

export type Received =
  | { readonly result: "request"; readonly request: HookRequest }
  | { readonly result: "too-large" }
  /** Compressed: what is signed may be either form, and small requests need none. */
  | { readonly result: "encoded" }
  | { readonly result: "broken"; readonly why: string };

/**
 * The request as it was sent. API Gateway hands bodies over as text, or as base64 of the bytes, and lowers the names
 * of headers; other front doors may not.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function lambdaRequest({ headers = {}, body = "", isBase64Encoded = false }: PayloadTwo): Received {
  const lowered = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue;
    const key = name.toLowerCase();
    const before = lowered.get(key);
    lowered.set(key, before === undefined ? value : `${before},${value}`);
  }
  if ((lowered.get("content-encoding") ?? "identity").trim().toLowerCase() !== "identity") {
    return { result: "encoded" };
  }
  // Four characters of base64 are three bytes; a text has at least a byte for each character.
  if (body.length > (isBase64Encoded ? Math.ceil(largestBody / 3) * 4 : largestBody)) {
    return { result: "too-large" };
  }
  if (!body.isWellFormed()) return { result: "broken", why: "the body is no Unicode text" };
  const bytes = Buffer.from(body, isBase64Encoded ? "base64" : "utf8");
  // Node skips what is no base64, so that other texts would give the same bytes.
  if (isBase64Encoded && bytes.toString("base64") !== body) {
    return { result: "broken", why: "the body is said to be base64 and is not" };
  }
  if (bytes.byteLength > largestBody) return { result: "too-large" };
  return { result: "request", request: { headers: Object.fromEntries(lowered), body: bytes } };
}
