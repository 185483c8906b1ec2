import type { Socket } from "node:net";
import { type Answer, wireOf } from "./answer.ts";
import { plainRequestOf } from "./plain-request.ts";
import type { HttpRequest } from "./request.ts";

interface Conversing {
  /** Answers a request, once. */
  serve(request: HttpRequest, write: (answer: Answer) => void): Promise<void>;
  /** Goes on with a connection in any other way; what has come and was not answered is read again. */
  handOver(socket: Socket): void;
  /** Milliseconds for which a connection may be silent. */
  readonly patience: number;
}

/**
 * Answers the requests of a connection as long as each comes in one piece, after the answer to the one before: nearly all
 * of them do. Node's server makes two streams, an emitter of their events and a dozen callbacks of each, which is half of
 * what a quick answer takes; it gets what is anything else, and the rest of its connection.
 */
export function converse(socket: Socket, { serve, handOver, patience }: Conversing): void {
  let answering = false;
  let ended = false;
  /** What came before it was its turn; nothing more is read then. */
  let early: Buffer | null = null;
  const leave = (unread: Buffer) => {
    socket.off("data", take).off("end", end).off("timeout", expire).setTimeout(0);
    socket.unshift(unread);
    handOver(socket);
    socket.resume();
  };
  const take = (bytes: Buffer) => {
    if (answering) {
      early = bytes;
      socket.pause();
      return;
    }
    const request = plainRequestOf(bytes);
    if (request === null) return leave(bytes);
    answering = true;
    const { method } = request;
    const write = (answer: Answer) => {
      const { head, body } = wireOf(answer, { method, patience });
      if (typeof body === "string") socket.write(head + body, "latin1");
      else {
        socket.cork();
        socket.write(head, "latin1");
        socket.write(body);
        socket.uncork();
      }
      answering = false;
      if (ended || answer.headers.connection === "close") socket.end();
      else if (early !== null) leave(early);
    };
    void serve(request, write);
  };
  const end = () => {
    ended = true;
    if (!answering) socket.end();
  };
  const expire = () => {
    if (!answering) socket.destroy();
  };
  socket.on("data", take).on("end", end).on("timeout", expire).setTimeout(patience);
  // Whoever has gone gets no answer, and nothing else depends on it.
  socket.on("error", () => socket.destroy());
}
