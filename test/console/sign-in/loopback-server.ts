import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

interface LoopbackServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on the loopback what a function of the web's answers; a connection whose answer fails is cut. */
export async function serveOnLoopback(
  answer: (request: IncomingMessage) => Promise<Response>,
): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    answer(request)
      .then(async (given) => {
        response.writeHead(given.status, Object.fromEntries(given.headers));
        response.end(Buffer.from(await given.arrayBuffer()));
      })
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening on a port, not on a pipe
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
