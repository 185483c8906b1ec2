import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

type Json = Readonly<Record<string, unknown>>;
export type Operations = Readonly<Record<string, (input: Json) => unknown>>;

/** An answer that is an error, in the shape of AWS's JSON protocols. */
export class WireError extends Error {
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  operations: Operations,
): Promise<void> {
  const body: Buffer[] = [];
  for await (const chunk of request) body.push(chunk as Buffer); // Node's stream of bytes
  const operation =
    String(request.headers["x-amz-target"] ?? "")
      .split(".")
      .at(-1) ?? "";
  const reply = (status: number, json: unknown) => {
    response.writeHead(status, { "content-type": "application/x-amz-json-1.1" });
    response.end(JSON.stringify(json ?? {}));
  };
  try {
    const act = operations[operation];
    if (!act) throw new WireError("UnknownOperationException", operation);
    reply(200, act(JSON.parse(Buffer.concat(body).toString("utf8") || "{}")));
  } catch (error) {
    if (error instanceof WireError) reply(error.status, { __type: error.code, message: error.message });
    else reply(400, { __type: "TestFailure", message: String(error) });
  }
}

/** A service of AWS's JSON protocols on a port of the loopback, for the SDK to talk to. */
export async function serveJson(operations: Operations) {
  const server = createServer((request, response) => void answer(request, response, operations));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Points the SDK's clients of this process to an address, with credentials that nobody checks. */
export function pointTo(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: "eu-north-1",
    AWS_ACCESS_KEY_ID: "any",
    AWS_SECRET_ACCESS_KEY: "any",
  });
}
