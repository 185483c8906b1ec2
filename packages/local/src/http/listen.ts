import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type Answer, jsonAnswer, send } from "./answer.ts";
import { type Call, callOf } from "./call.ts";
import { refusalOf } from "./loopback.ts";

export interface Listening {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Stops at once, whatever connections are open. */
  close(): Promise<void>;
}

interface Serving {
  answer(call: Call): Promise<Answer>;
  /** Told of what nobody expected. */
  log(line: string): void;
}

/** Serves HTTP on the loopback interface, to callers that name it; port 0 takes any free one. */
export async function listen(port: number, serving: Serving): Promise<Listening> {
  const server: Server = createServer(
    { keepAliveTimeout: 60_000 },
    (incoming, outgoing) => void serve(incoming, outgoing, serving),
  );
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

async function serve(incoming: IncomingMessage, outgoing: ServerResponse, serving: Serving): Promise<void> {
  const refusal = refusalOf(incoming.headers);
  if (refusal !== null) {
    send(outgoing, jsonAnswer({ message: refusal }, { status: 403, headers: { connection: "close" } }));
    return;
  }
  try {
    send(outgoing, await serving.answer(callOf(incoming)));
  } catch (error) {
    serving.log(`http broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    send(outgoing, jsonAnswer({ message: "Internal Server Error" }, { status: 500 }));
  }
}

function taken(port: number): string {
  return `Port ${port} is taken by another process. End that, or give another port; 0 takes any free one.`;
}
