import { crc32 } from "node:zlib";
import type { Answer } from "../http/answer.ts";

/** What a request is answered. */
export interface Reply {
  readonly status: number;
  /** JSON as it goes out. */
  readonly text: string;
}

/** An error of the service itself. */
export function failure(code: string, message: string, status = 400, more: object = {}): Reply {
  const type =
    code === "ValidationException"
      ? `com.amazon.coral.validate#${code}`
      : `com.amazonaws.dynamodb.v20120810#${code}`;
  return { status, text: JSON.stringify({ __type: type, message, ...more }) };
}

/** An error of the front, which looks at a request before the service has it. */
export function frontFailure(code: string, message?: string, status = 400): Reply {
  const layer = code === "ValidationException" ? "validate" : "service";
  return { status, text: JSON.stringify({ __type: `com.amazon.coral.${layer}#${code}`, message }) };
}

/** Of what broke here, and is not the caller's fault. */
export const broken: Reply = frontFailure("InternalServerError", "The request could not be processed.", 500);

export function answerOf({ status, text }: Reply, requestId: string): Answer {
  return {
    status,
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amzn-requestid": requestId,
      // Clients compare it with what has arrived.
      "x-amz-crc32": crc32(text),
    },
    body: text,
  };
}
