/**
 * Every way in which the proxy itself does not answer with a prediction. `code` is what SDKs make an exception of, as
 * SageMaker's own: https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_runtime_InvokeEndpoint.html
 */
const problems = {
  "bad-request": { status: 400, code: "ValidationError", title: "The request cannot be understood" },
  "not-found": { status: 404, code: "ValidationError", title: "There is no such thing" },
  throttled: { status: 429, code: "ThrottlingException", title: "The endpoint takes no more requests now" },
  internal: { status: 500, code: "InternalFailure", title: "Something went wrong inside" },
  "no-endpoint": {
    status: 502,
    code: "ServiceUnavailable",
    title: "The endpoint of the route does not exist",
  },
  "not-permitted": { status: 502, code: "ServiceUnavailable", title: "SageMaker does not let the proxy ask" },
  "no-route": { status: 503, code: "ServiceUnavailable", title: "Nobody knows which endpoint to ask" },
  "no-answer": { status: 504, code: "ServiceUnavailable", title: "SageMaker did not answer" },
} as const satisfies Readonly<Record<string, ProblemKind>>;

interface ProblemKind {
  readonly status: number;
  readonly code: string;
  readonly title: string;
}

export type ProblemName = keyof typeof problems;

/** What goes back to who asked. */
export interface ProxyAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * A problem in the form of the HTTP API (RFC 9457), which AWS's SDKs read as an error of SageMaker: they take its name
 * from the header and its words from `message`.
 */
export function problemAnswer(
  name: ProblemName,
  detail: string,
  { path, headers = {} }: { readonly path: string; readonly headers?: Readonly<Record<string, string>> },
): ProxyAnswer {
  const { status, code, title } = problems[name];
  const told = { type: `/problems/${name}`, title, status, detail, instance: path, message: detail };
  return {
    status,
    headers: { ...headers, "content-type": "application/problem+json", "x-amzn-errortype": code },
    body: Buffer.from(JSON.stringify(told)),
  };
}
