import { createServer as createHttpServer } from "node:http";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { type Answer, jsonAnswer, send } from "./answer.ts";
import { type Call, callOf } from "./call.ts";
import { converse } from "./conversation.ts";
import { refusalOf } from "./loopback.ts";
import { type HttpRequest, requestOf } from "./request.ts";

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

/** Milliseconds for which a connection may be silent. */
const patience = 60_000;

/** Serves HTTP on the loopback interface, to callers that name it; port 0 takes any free one. */
export async function listen(port: number, serving: Serving): Promise<Listening> {
  const serve = (request: HttpRequest, write: (answer: Answer) => void) => answerTo(request, serving, write);
  const http = createHttpServer(
    { keepAliveTimeout: patience },
    (incoming, outgoing) => void serve(requestOf(incoming), (answer) => send(outgoing, answer)),
  );
  const open = new Set<Socket>();
  // As Node's own server has its connections.
  const server = createServer({ noDelay: true, allowHalfOpen: true }, (socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
    // https://nodejs.org/api/http.html#event-connection
    converse(socket, { serve, patience, handOver: () => http.emit("connection", socket) });
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
      for (const socket of open) socket.destroy();
      await closed;
    },
  };
}

async function answerTo(
  request: HttpRequest,
  serving: Serving,
  write: (answer: Answer) => void,
): Promise<void> {
  const refusal = refusalOf(request.headers);
  if (refusal !== null) {
    write(jsonAnswer({ message: refusal }, { status: 403, headers: { connection: "close" } }));
    return;
  }
  try {
    write(await serving.answer(callOf(request)));
  } catch (error) {
    serving.log(`http broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    write(jsonAnswer({ message: "Internal Server Error" }, { status: 500 }));
  }
}

function taken(port: number): string {
  return `Port ${port} is taken by another process. End that, or give another port; 0 takes any free one.`;
}
