import { Agent, type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";

export interface ModelAnswer {
  readonly status: number;
  readonly contentType: string | null;
  readonly customAttributes: string | null;
  readonly body: Buffer;
}

/** Connections to the serving processes; they are kept open between requests. */
export class ModelConnections {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly timeout: number;

  /** `timeout` in milliseconds. */
  constructor(timeout: number) {
    this.timeout = timeout;
  }

  /** POST /invocations, or where one of many models answers; rejects when there is no answer in time. */
  async invoke(
    port: number,
    headers: OutgoingHttpHeaders,
    body: Buffer,
    timeout = this.timeout,
    path = "/invocations",
  ): Promise<ModelAnswer> {
    try {
      return await this.send(port, headers, body, timeout, path);
    } catch (error) {
      // A kept connection that the process closed in the same moment says nothing about the model.
      if (error instanceof StaleConnection) return await this.send(port, headers, body, timeout, path);
      throw error;
    }
  }

  /**
   * Asks the first, then each next one with what the one before has answered; the first answer that is no success ends it.
   *
   * @param timeout milliseconds that each may take
   */
  async inTurn(
    ports: readonly number[],
    headers: OutgoingHttpHeaders,
    body: Buffer,
    timeout = this.timeout,
  ): Promise<ModelAnswer> {
    const [port = 0, ...others] = ports;
    const answer = await this.invoke(port, headers, body, timeout);
    if (others.length === 0 || answer.status < 200 || answer.status > 299) return answer;
    const type = answer.contentType === null ? {} : { "content-type": answer.contentType };
    return await this.inTurn(others, { ...headers, ...type }, answer.body, timeout);
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    port: number,
    headers: OutgoingHttpHeaders,
    body: Buffer,
    timeout: number,
    path: string,
  ): Promise<ModelAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: "127.0.0.1",
          port,
          method: "POST",
          path,
          agent: this.agent,
          headers: { ...headers, "content-length": body.byteLength },
          timeout,
        },
        (incoming) => {
          answerOf(incoming).then(resolve, reject);
        },
      );
      outgoing.once("timeout", () => outgoing.destroy(new Error("The model did not answer in time.")));
      outgoing.once("error", (error) => {
        const reset = "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
        reject(reset && outgoing.reusedSocket ? new StaleConnection(error.message) : error);
      });
      outgoing.end(body);
    });
  }
}

class StaleConnection extends Error {
  override readonly name = "StaleConnection";
}

async function answerOf(incoming: IncomingMessage): Promise<ModelAnswer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  return {
    status: incoming.statusCode ?? 0,
    contentType: incoming.headers["content-type"] ?? null,
    customAttributes: first(incoming.headers["x-amzn-sagemaker-custom-attributes"]),
    body: Buffer.concat(chunks),
  };
}

function first(value: string | string[] | undefined): string | null {
  return (Array.isArray(value) ? value[0] : value) ?? null;
}
