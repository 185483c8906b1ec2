import type { ServerResponse } from "node:http";

/** Sends what answers a request, JSON. */
export function send(outgoing: ServerResponse, status: number, body: string): void {
  outgoing.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
}

/** Answers with an error as DynamoDB's front does. */
export function answer(outgoing: ServerResponse, status: number, type: string, message: string): void {
  send(outgoing, status, JSON.stringify({ __type: type, message }));
}

/** Of what broke here, and is not the caller's fault. */
export function answerBroken(outgoing: ServerResponse): void {
  answer(
    outgoing,
    500,
    "com.amazon.coral.service#InternalServerError",
    "The request could not be processed.",
  );
}
