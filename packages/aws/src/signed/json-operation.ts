import type { SignedService } from "./service-url.ts";
import { sendSigned } from "./signed-request.ts";

const versions = { ssm: "1.1", sqs: "1.0" } as const;

/**
 * One operation of a service that speaks AWS JSON: https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 *
 * @returns the answer's body, read as JSON; null where it is none
 */
export async function sendJson(
  service: Exclude<SignedService, "sagemaker">,
  target: string,
  input: object,
  timeout: number,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const answer = await sendSigned(service, {
    path: "/",
    headers: {
      "content-type": `application/x-amz-json-${versions[service]}`,
      "x-amz-target": target,
    },
    body: Buffer.from(JSON.stringify(input)),
    timeout,
  });
  return { status: answer.status, body: parsed(answer.body.toString("utf8")) };
}

/** `ParameterNotFound` of `com.amazonaws.ssm#ParameterNotFound`. */
export function errorCodeOf(body: unknown): string {
  const type = typeof body === "object" && body !== null ? Reflect.get(body, "__type") : undefined;
  return typeof type === "string" ? (type.split("#").at(-1) ?? type) : "an unknown error";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
