import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { readBody } from "../http/read-body.ts";
import { ServiceError, type World } from "../world.ts";
import { type RpcService, runOperation, shapeOf, toServiceError } from "./run-operation.ts";
import { toJsonText } from "./values.ts";

/**
 * Answers a call of the AWS JSON protocols: the operation is in `X-Amz-Target`, input and output are JSON.
 * Source: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export async function answerJson(
  service: RpcService,
  version: string,
  call: Call,
  world: World,
): Promise<Answer> {
  const operation = call.target?.split(".").at(-1) ?? "";
  const headers = {
    "content-type": `application/x-amz-json-${version}`,
    "x-amzn-requestid": call.requestId,
  };
  try {
    const input = inputOf((await readBody(call)).toString());
    const output = await runOperation(service, operation, input, call, world);
    return { status: 200, headers, body: output === undefined ? "{}" : toJsonText(output) };
  } catch (thrown) {
    const error = toServiceError(thrown, `${service.target}.${operation}`, world);
    const shape = shapeOf(service, error.code);
    return {
      status: error.status,
      headers: {
        ...headers,
        "x-amzn-errortype": shape,
        ...(service.errorShapes
          ? { "x-amzn-query-error": `${error.code};${error.status < 500 ? "Sender" : "Receiver"}` }
          : {}),
      },
      body: JSON.stringify({ __type: shape, message: error.message }),
    };
  }
}

function inputOf(text: string): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = text === "" ? {} : JSON.parse(text);
  } catch {
    parsed = null;
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new ServiceError("SerializationException", "The request body is not a JSON object.");
  }
  // JSON.parse gives plain objects with text keys.
  return parsed as Record<string, unknown>;
}
