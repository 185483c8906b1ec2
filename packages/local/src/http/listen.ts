import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { refusalOf } from "./loopback.ts";

export interface Listening {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Stops at once, whatever connections are open. */
  close(): Promise<void>;
}

/** Serves HTTP on the loopback interface, to callers that name it; port 0 takes any free one. */
export async function listen(
  port: number,
  handle: (incoming: IncomingMessage, outgoing: ServerResponse) => void,
): Promise<Listening> {
  const server: Server = createServer({ keepAliveTimeout: 60_000 }, (incoming, outgoing) => {
    const refusal = refusalOf(incoming.headers);
    if (refusal === null) handle(incoming, outgoing);
    else {
      outgoing.writeHead(403, { "content-type": "application/json", connection: "close" });
      outgoing.end(JSON.stringify({ message: refusal }));
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new Error(taken(port), { cause: error }) : error),
    );
    server.listen(port, "127.0.0.1", resolve);
  });
  // A TCP server that listens has an address of this shape.
  const { port: found } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${found}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

function taken(port: number): string {
  return `Port ${port} is taken by another process. End that, or give another port; 0 takes any free one.`;
}
