import { randomUUID } from "node:crypto";
import type { ProblemName } from "./problem.ts";

/** What of a function URL's event concerns a prediction: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
export interface UrlEvent {
  readonly rawPath: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body?: string | undefined;
  readonly isBase64Encoded?: boolean | undefined;
  readonly requestContext: { readonly http: { readonly method: string } };
}

/** A prediction that somebody asks for. */
export interface Invocation {
  readonly model: string;
  /** Whose request it is; null for a request of nobody. */
  readonly unit: string | null;
  readonly inferenceId: string;
  readonly contentType: string;
  /** What goes on to SageMaker, the inference id too. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export type Read =
  | { readonly ok: true; readonly invocation: Invocation }
  | { readonly ok: false; readonly problem: ProblemName; readonly detail: string };

const unitHeader = "x-driftwheel-unit";
const inferenceIdHeader = "x-amzn-sagemaker-inference-id";

/**
 * SageMaker's own path, so that its clients can ask the proxy: the model's name stands where the endpoint's would. A URL
 * of a function ends in a slash, and some clients put another behind it.
 */
const pathOf = /^\/+endpoints\/([^/]+)\/invocations\/?$/;

/** Reads an event as the InvokeEndpoint that it stands for; the body is not looked into. */
export function readInvocation({ rawPath, headers, body = "", ...event }: UrlEvent): Read {
  const { method } = event.requestContext.http;
  const model = pathOf.exec(rawPath)?.[1];
  if (model === undefined || method !== "POST") {
    return {
      ok: false,
      problem: "not-found",
      detail: `${method} ${rawPath} is nothing that is answered; expected POST /endpoints/<model>/invocations`,
    };
  }
  const sent = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value ?? ""]));
  const unit = sent.get(unitHeader) ?? null;
  if (unit !== null && !/^[\x20-\x7e]{1,256}$/.test(unit)) {
    return {
      ok: false,
      problem: "bad-request",
      detail: `${unitHeader}: has ${unit.length} characters; expected whose request it is, in 1 to 256 printable characters of ASCII`,
    };
  }
  const inferenceId = sent.get(inferenceIdHeader) ?? randomUUID();
  const passed = [...sent].filter(
    ([name]) => name === "content-type" || name === "accept" || name.startsWith("x-amzn-sagemaker-"),
  );
  return {
    ok: true,
    invocation: {
      model: decoded(model),
      unit,
      inferenceId,
      contentType: sent.get("content-type") ?? "application/octet-stream",
      headers: { ...Object.fromEntries(passed), [inferenceIdHeader]: inferenceId },
      body: Buffer.from(body, event.isBase64Encoded === true ? "base64" : "utf8"),
    },
  };
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
