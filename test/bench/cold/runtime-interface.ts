import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** What a process that AWS's runtime interface client runs in is told by the place that it asks for events. */
export interface RuntimeInterface {
  /** `host:port`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands the event to who asks next; who asks again waits, as where nothing happens. */
  give(event: unknown, answered: (answer: string) => void): void;
  close(): void;
}

/** Lambda's own API of events, for one process at a time: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html */
export async function listenRuntimeInterface(): Promise<RuntimeInterface> {
  let event: unknown;
  let isAsked = true;
  let answered = (_answer: string) => {};
  const server = createServer((request, response) => {
    if (request.url?.endsWith("/invocation/next")) {
      if (isAsked) return;
      isAsked = true;
      response.writeHead(200, {
        "content-type": "application/json",
        "lambda-runtime-aws-request-id": "5d1c1f1e-0000-4000-8000-000000000001",
        "lambda-runtime-deadline-ms": String(Date.now() + 60_000),
        "lambda-runtime-invoked-function-arn":
          "arn:aws:lambda:eu-west-1:111122223333:function:driftwheel-bench:1",
      });
      response.end(JSON.stringify(event));
      return;
    }
    const isAnswer = request.url?.endsWith("/response");
    void text(request).then((answer) => {
      response.writeHead(202).end();
      answered(isAnswer ? answer : `error ${answer}`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // It listens on TCP, so the address is no pipe's name.
  return {
    address: `127.0.0.1:${port}`,
    give(given, listener) {
      [event, answered, isAsked] = [given, listener, false];
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
