import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface Received {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: unknown;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /** The connection breaks instead of an answer. */
  readonly breaks?: true;
}

export interface ApiServer {
  readonly url: string;
  readonly received: readonly Received[];
  close(): void;
}

/**
 * A server on the loopback interface that answers as it is told.
 *
 * @param replies by `GET /models`; several are given one after another, the last one from then on.
 */
export async function apiServer(
  replies: Readonly<Record<string, Reply | readonly Reply[]>>,
): Promise<ApiServer> {
  const received: Received[] = [];
  const asked = new Map<string, number>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url: path = "", headers } = request;
      const text = Buffer.concat(chunks).toString();
      received.push({ method, path, headers, body: text === "" ? null : JSON.parse(text) });
      const name = `${method} ${path}`;
      const times = asked.get(name) ?? 0;
      asked.set(name, times + 1);
      const told = [replies[name] ?? []].flat();
      const reply =
        told[Math.min(times, told.length - 1)] ?? problem("not-found", 404, `There is no ${path}.`);
      if (reply.breaks) {
        request.socket.destroy();
        return;
      }
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(JSON.stringify(reply.body ?? {}));
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  // A server that listens on a port has an address of this form.
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** An answer of RFC 9457, as the API gives it. */
export function problem(name: string, status: number, detail: string, more: object = {}): Reply {
  return {
    status,
    headers: { "content-type": "application/problem+json" },
    body: { type: `/problems/${name}`, title: name, status, detail, instance: "/", ...more },
  };
}
