import type { OutgoingHttpHeaders, ServerResponse } from "node:http";

export interface Reply {
  readonly status: number;
  /** JSON as it goes out. */
  readonly text: string;
  readonly headers?: OutgoingHttpHeaders;
}

/** Sends what answers a request. */
export function send(outgoing: ServerResponse, { status, text, headers }: Reply): void {
  outgoing.writeHead(status, {
    "content-type": "application/x-amz-json-1.0",
    ...headers,
    "content-length": Buffer.byteLength(text),
  });
  outgoing.end(text);
}

/** Answers with an error as DynamoDB's front does. */
export function answer(outgoing: ServerResponse, status: number, type: string, message: string): void {
  send(outgoing, { status, text: JSON.stringify({ __type: type, message }) });
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
