import { connect, type Socket } from "node:net";

/**
 * Sends the same bytes again and again on some connections, each time when the answer has come, and counts the successes.
 * Bare sockets, so that the client takes little of the machine; a connection that the server ends is made anew.
 *
 * @throws Error when the request is refused
 */
export async function sendFor(
  port: number,
  bytes: Uint8Array,
  { connections, milliseconds }: { readonly connections: number; readonly milliseconds: number },
): Promise<{ readonly answers: number; readonly seconds: number }> {
  const begun = performance.now();
  const until = begun + milliseconds;
  const counts = await Promise.all(
    Array.from({ length: connections }, async () => {
      const connection = new Connection(port);
      let count = 0;
      while (performance.now() < until) {
        if (await connection.ask(bytes)) count += 1;
      }
      connection.end();
      return count;
    }),
  );
  const answers = counts.reduce((sum, count) => sum + count, 0);
  return { answers, seconds: (performance.now() - begun) / 1_000 };
}

class Connection {
  readonly #port: number;
  #socket: Socket | null = null;
  #received = "";
  #answered: ((success: boolean) => void) | null = null;
  #failed: ((error: Error) => void) | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** Whether it was answered, and not with an error of the server. */
  async ask(bytes: Uint8Array): Promise<boolean> {
    this.#socket ??= this.#open();
    this.#received = "";
    return await new Promise((resolve, reject) => {
      this.#answered = resolve;
      this.#failed = reject;
      this.#socket?.write(bytes);
    });
  }

  end(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    const socket = connect({ port: this.#port, host: "127.0.0.1", noDelay: true });
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => this.#read(text, socket));
    socket.on("error", (error) => this.#failed?.(error));
    return socket;
  }

  #read(text: string, socket: Socket): void {
    this.#received += text;
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return;
    const head = this.#received.slice(0, end);
    const length = /^content-length: *(\d+)/im.exec(head)?.[1];
    const whole =
      length === undefined
        ? this.#received.endsWith("0\r\n\r\n")
        : this.#received.length >= end + 4 + Number(length);
    if (!whole) return;
    if (/^connection: *close/im.test(head)) {
      socket.destroy();
      this.#socket = null;
    }
    const status = /^HTTP\/1\.\d (\d)/.exec(head)?.[1];
    // Moto's server breaks on one request in some thousands that come at once.
    if (status === "2" || status === "5") this.#answered?.(status === "2");
    else this.#failed?.(new Error(`The server answered: ${this.#received.slice(0, 500)}`));
  }
}
