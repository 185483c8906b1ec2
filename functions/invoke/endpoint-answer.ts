import type { IncomingHttpHeaders } from "node:http";
import type { SignedAnswer } from "@driftwheel/aws/signed/signed-request.ts";
import { type ProxyAnswer, problemAnswer } from "./problem.ts";

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html */
const variantHeader = "x-amzn-invoked-production-variant";
const errorHeader = "x-amzn-errortype";

interface Told {
  readonly model: string;
  readonly endpoint: string;
  /** Whose answer it is: the variant's that SageMaker names, or the component's or the artifact's, of which a variant has several. */
  readonly answeredBy: string | undefined;
  readonly path: string;
  readonly inferenceId: string;
  readonly warn: (message: string, details: object) => void;
}

/**
 * SageMaker's answer as it goes back: bytes, status and content type as they are, the model's own errors too, with who
 * answered. What is nobody's mistake but the route's or the proxy's is told as such.
 */
export function answerOf(said: SignedAnswer, told: Told): ProxyAnswer {
  const { endpoint, answeredBy, path, inferenceId } = told;
  const headers = {
    ...passedOn(said.headers),
    "x-driftwheel-endpoint": endpoint,
    ...(answeredBy === undefined ? {} : { "x-driftwheel-variant": answeredBy }),
    "x-driftwheel-inference-id": inferenceId,
  };
  const own = problemOf(said, told);
  if (own === null) return { status: said.status, headers, body: said.body };
  return problemAnswer(own.name, own.detail, { path, headers: { ...headers, ...own.headers } });
}

/** What outcomes and predictions are told of; undefined where SageMaker names no variant. */
export function whoAnswered({ headers }: SignedAnswer, asked: string | undefined): string | undefined {
  const variant = headers[variantHeader];
  return asked ?? (typeof variant === "string" ? variant : undefined);
}

interface Own {
  readonly name: "throttled" | "no-endpoint" | "not-permitted";
  readonly detail: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function problemOf(said: SignedAnswer, { model, endpoint, warn }: Told): Own | null {
  if (said.status < 400) return null;
  const code = codeOf(said.headers);
  const words = wordsOf(said.body);
  if (isThrottled(said)) {
    // SageMaker counts none of these itself: https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints-monitoring.html
    warn("endpoint throttled", { model, endpoint, reason: words });
    return {
      name: "throttled",
      detail: `The endpoint ${endpoint} is asked too much at once: ${words}`,
      headers: { "retry-after": "1" },
    };
  }
  if (code === "ValidationError" && words.includes(endpoint) && words.endsWith("not found.")) {
    if (!/^variant /i.test(words)) {
      warn("endpoint does not exist", { model, endpoint, reason: words });
      return { name: "no-endpoint", detail: `The route of ${model} leads to ${endpoint}: ${words}` };
    }
  }
  if (said.status === 401 || said.status === 403) {
    warn("endpoint may not be asked", { model, endpoint, reason: words });
    return { name: "not-permitted", detail: `The proxy may not ask ${endpoint}: ${words}` };
  }
  return null;
}

/**
 * True where SageMaker took no more requests: of a serverless endpoint more at once than its MaxConcurrency.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
 */
export function isThrottled({ status, headers }: SignedAnswer): boolean {
  const code = codeOf(headers);
  return code === "ThrottlingException" || (status === 429 && code !== "ModelNotReadyException");
}

/** `ModelError`, of `ModelError:http://internal.amazon.com/...` too. */
export function codeOf(headers: IncomingHttpHeaders): string {
  return String(headers[errorHeader] ?? "").split(":")[0] ?? "";
}

function wordsOf(body: Buffer): string {
  try {
    const told: unknown = JSON.parse(body.toString("utf8"));
    if (typeof told !== "object" || told === null) return "";
    const words: unknown = Reflect.get(told, "message") ?? Reflect.get(told, "Message");
    return typeof words === "string" ? words : "";
  } catch {
    return "";
  }
}

/** What the answer says of itself; not what one connection's ends say to each other, nor the request's id, of which Lambda has its own. */
function passedOn(headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isPassed =
      name === "content-type" ||
      name === "retry-after" ||
      (name.startsWith("x-amzn-") && name !== "x-amzn-requestid" && name !== "x-amzn-trace-id");
    if (isPassed && typeof value === "string") passed[name] = value;
  }
  return passed;
}
