import { cbor, dateToTag } from "@smithy/core/cbor";
import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { readBody } from "../http/read-body.ts";
import { ServiceError, type World } from "../world.ts";
import { type RpcService, runOperation, shapeOf, toServiceError } from "./run-operation.ts";

/**
 * Answers a call of Smithy RPC v2 with CBOR bodies.
 * Source: https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html
 */
export async function answerCbor(
  service: RpcService,
  operation: string,
  call: Call,
  world: World,
): Promise<Answer> {
  try {
    const input = inputOf(await readBody(call));
    const output = await runOperation(service, operation, input, call, world);
    return answer(200, call, sent(output ?? {}));
  } catch (thrown) {
    const error = toServiceError(thrown, `${service.target}.${operation}`, world);
    return answer(
      error.status,
      call,
      { __type: shapeOf(service, error.code), message: error.message },
      { "x-amzn-query-error": `${error.code};${error.status < 500 ? "Sender" : "Receiver"}` },
    );
  }
}

function answer(status: number, call: Call, body: unknown, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: {
      "content-type": "application/cbor",
      "smithy-protocol": "rpc-v2-cbor",
      "x-amzn-requestid": call.requestId,
      ...headers,
    },
    body: cbor.serialize(body),
  };
}

function inputOf(body: Uint8Array): Readonly<Record<string, unknown>> {
  if (body.byteLength === 0) return {};
  let read: unknown;
  try {
    read = received(cbor.deserialize(body));
  } catch {
    read = null;
  }
  if (typeof read !== "object" || read === null || Array.isArray(read)) {
    throw new ServiceError("SerializationException", "The request body is not a CBOR map.");
  }
  // A map of CBOR reads as an object with text keys.
  return read as Readonly<Record<string, unknown>>;
}

/** Timestamps arrive as tag 1 (epoch seconds), long integers as bigint. */
function received(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(received);
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array || value instanceof Date) return value;
  if ("tag" in value && "value" in value) {
    return Number(value.tag) === 1 ? new Date(Number(value.value) * 1000) : received(value.value);
  }
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, received(inner)]));
}

function sent(value: unknown): unknown {
  if (value instanceof Date) return dateToTag(value);
  if (value instanceof Uint8Array) return value;
  if (value instanceof Map) return sent(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(sent);
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => (inner === undefined ? [] : [[key, sent(inner)]])),
    );
  }
  return value;
}
