import type { Call } from "./call.ts";

/** The answer of last resort, for a service that is not here: in the shape its caller can read. */
export function notImplemented(call: Call): Response {
  const what = call.target ?? call.scope ?? `${call.request.method} ${call.url.pathname}`;
  const message = `Driftwheel's local AWS does not implement ${what}.`;
  const isForm = call.request.headers.get("content-type")?.startsWith("application/x-www-form-urlencoded");
  if (isForm) {
    const document = `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error><RequestId>${call.requestId}</RequestId></ErrorResponse>`;
    return new Response(document, { status: 400, headers: { "content-type": "text/xml" } });
  }
  return new Response(JSON.stringify({ __type: "UnknownOperationException", message }), {
    status: 400,
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amzn-errortype": "UnknownOperationException",
      "x-amzn-requestid": call.requestId,
    },
  });
}
