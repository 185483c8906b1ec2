import { once } from "node:events";
import { createServer } from "node:net";

const given = new Set<number>();

/** A port of the loopback interface that nothing listens on and that was given to nobody else here. */
export async function takePort(): Promise<number> {
  for (;;) {
    const server = createServer().listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    server.close();
    await once(server, "close");
    if (address === null || typeof address === "string" || given.has(address.port)) continue;
    given.add(address.port);
    return address.port;
  }
}

export function givePortBack(port: number): void {
  given.delete(port);
}
