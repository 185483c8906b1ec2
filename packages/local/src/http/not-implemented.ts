import { type Answer, jsonAnswer } from "./answer.ts";
import type { Call } from "./call.ts";

/** The answer of last resort, for a service that is not here: in the shape its caller can read. */
export function notImplemented({ method, path, target, scope, headers, requestId }: Call): Answer {
  const message = `Driftwheel's local AWS does not implement ${target ?? scope ?? `${method} ${path}`}.`;
  if (headers["content-type"]?.startsWith("application/x-www-form-urlencoded")) {
    return {
      status: 400,
      headers: { "content-type": "text/xml" },
      body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`,
    };
  }
  return jsonAnswer(
    { __type: "UnknownOperationException", message },
    {
      status: 400,
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amzn-errortype": "UnknownOperationException",
        "x-amzn-requestid": requestId,
      },
    },
  );
}
