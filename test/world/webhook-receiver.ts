import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { Webhook } from "standardwebhooks";

/** A message as a receiver took it. */
interface Taken {
  readonly receiver: string;
  readonly id: string;
  /** What the signature was verified for; null when it was not. */
  readonly payload: unknown;
}

/** Answers a request; gets how many this receiver has had of the same message. */
export type Answering = (response: ServerResponse, times: number) => void;

interface Receivers {
  readonly url: (receiver: string) => string;
  readonly taken: readonly Taken[];
  close(): Promise<void>;
}

/**
 * Receivers as anyone would write them with the public `standardwebhooks` package, on one port, each at its own path.
 */
export async function startReceivers(
  keys: Readonly<Record<string, string>>,
  answering: Readonly<Record<string, Answering>>,
): Promise<Receivers> {
  const taken: Taken[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => take(request, body, response));
  });

  function take(request: IncomingMessage, body: string, response: ServerResponse): void {
    const receiver = request.url?.slice(1) ?? "";
    const id = String(request.headers["webhook-id"] ?? "");
    const payload = verified(keys[receiver], body, request.headers);
    taken.push({ receiver, id, payload });
    const times = taken.filter((one) => one.receiver === receiver && one.id === id).length;
    const answer = answering[receiver];
    if (answer) answer(response, times);
    else response.writeHead(payload === null ? 401 : 204).end();
  }

  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  // A TCP server that listens has an address of this shape.
  const { port } = server.address() as AddressInfo;
  return {
    url: (receiver) => `http://127.0.0.1:${port}/${receiver}`,
    taken,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function verified(key: string | undefined, body: string, headers: IncomingHttpHeaders): unknown {
  if (key === undefined) return JSON.parse(body);
  try {
    // Node gives each of the three headers as one text.
    return new Webhook(key).verify(body, headers as Record<string, string>);
  } catch {
    return null;
  }
}
