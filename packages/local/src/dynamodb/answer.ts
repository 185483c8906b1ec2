import type { ServerResponse } from "node:http";

/** Answers as DynamoDB's front does. */
export function answer(outgoing: ServerResponse, status: number, type: string, message: string): void {
  const body = JSON.stringify({ __type: type, message });
  outgoing.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
}
