import { Writable } from "node:stream";

/** How Lambda's runtime marks the handlers whose answers are streamed, and how it knows them. */
const streaming = Symbol.for("aws.lambda.runtime.handler.streaming");

/** The status and headers that a function gives its stream, and all that was written to it. */
export interface StreamedAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

type StreamedHandler = (event: unknown, stream: ResponseStream, context: unknown) => Promise<unknown>;

/** A response that is gathered and handed over at its end, whatever the function does then. */
export class ResponseStream extends Writable {
  /** Settles when the function ends its answer. */
  readonly answer: Promise<StreamedAnswer>;
  #metadata: Pick<StreamedAnswer, "statusCode" | "headers"> = { statusCode: 200, headers: {} };

  constructor() {
    const chunks: Buffer[] = [];
    super({
      write(chunk: Buffer, _encoding, done) {
        chunks.push(chunk);
        done();
      },
    });
    this.answer = new Promise((resolve, reject) => {
      this.once("finish", () => resolve({ ...this.#metadata, body: Buffer.concat(chunks) }));
      this.once("close", () => reject(new Error("The function ended without an answer.")));
    });
  }

  setContentType(type: string): void {
    this.#metadata = { ...this.#metadata, headers: { ...this.#metadata.headers, "content-type": type } };
  }

  static from(stream: ResponseStream, metadata: Partial<StreamedAnswer>): ResponseStream {
    const { statusCode = 200, headers = {} } = metadata;
    stream.#metadata = { statusCode, headers };
    return stream;
  }
}

/**
 * Gives this process what Lambda's runtime for Node gives its functions, by which they stream what they answer.
 * https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
 */
export function provideStreaming(): void {
  Reflect.set(globalThis, "awslambda", {
    streamifyResponse: (handler: StreamedHandler) => Object.assign(handler, { [streaming]: "response" }),
    HttpResponseStream: ResponseStream,
  });
}

/** A handler that streams, which takes a stream between event and context; null when it does not. */
export function streamed(handler: object): StreamedHandler | null {
  // What carries the mark was given to streamifyResponse.
  return Reflect.get(handler, streaming) === "response" ? (handler as StreamedHandler) : null;
}
