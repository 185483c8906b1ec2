import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A server in the place of AWS, which tells when the first request of a process arrives and never answers. */
export async function listenOutside() {
  let arrived = (_request: string) => {};
  const server = createServer((request) => {
    arrived(`${request.method} ${String(request.headers["x-amz-target"] ?? request.url)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // It listens on TCP, so the address is no pipe's name.
  return {
    url: `http://127.0.0.1:${port}`,
    /** Calls back with the operation of each request that arrives from now on. */
    onRequest(listener: (request: string) => void) {
      arrived = listener;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Outside = Awaited<ReturnType<typeof listenOutside>>;
