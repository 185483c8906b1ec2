import { EventEmitter } from "node:events";
import { type IncomingHttpHeaders, IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Reply } from "./answer.ts";
import { guarded } from "./guard.ts";
import { withoutShiftedIndexes } from "./removed-indexes.ts";

/** An error of the service itself. */
export function failure(code: string, message: string, status = 400, more: object = {}): Reply {
  const type =
    code === "ValidationException"
      ? `com.amazon.coral.validate#${code}`
      : `com.amazonaws.dynamodb.v20120810#${code}`;
  return { status, text: JSON.stringify({ __type: type, message, ...more }) };
}

/** The tables of dynalite, whose server never listens: requests are handed to it. */
export interface Tables {
  /** Answers a request that came in. */
  answer(request: Received, body: Buffer): Promise<Reply>;
  /** Asks from the inside. */
  ask(operation: string, input: object): Promise<Reply>;
  close(): Promise<void>;
}

interface Received {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

interface Place {
  readonly region: string;
  readonly account: string;
  log(line: string): void;
}

/** @param path of the folder in which they keep what they have; null for their own memory */
export async function openTables(place: Place, path: string | null): Promise<Tables> {
  const server = await inPlace(place, path);
  const run = guarded((line) => place.log(line));
  const tables: Tables = {
    answer: ({ method, url, headers }, body) =>
      new Promise((resolve) => {
        const outgoing = new Inside(resolve);
        run(outgoing, () => {
          const received = Object.assign(new EventEmitter(), { method, url, headers });
          server.emit("request", received, outgoing);
          if (body.length > 0) received.emit("data", body);
          received.emit("end");
        });
      }),
    ask(operation, input) {
      const headers = {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `DynamoDB_20120810.${operation}`,
        // Dynalite wants the parts of a signature, but checks none of them.
        authorization: `AWS4-HMAC-SHA256 Credential=local/20200101/${place.region}/dynamodb/aws4_request, SignedHeaders=host, Signature=00`,
        "x-amz-date": "20200101T000000Z",
      };
      const body = Buffer.from(JSON.stringify(withoutShiftedIndexes(input)));
      return tables.answer({ method: "POST", url: "/", headers }, body);
    },
    async close() {
      if (path === null) return;
      // It closes its database only with a server that listens.
      await new Promise<void>((resolve) =>
        server.listen(0, "127.0.0.1", () => server.close(() => resolve())),
      );
    },
  };
  return tables;
}

/** Dynalite takes the account and the region of its ARNs from the environment, when it is made. */
async function inPlace({ region, account }: Place, path: string | null): Promise<Server> {
  const { default: dynalite } = await import("dynalite");
  const { AWS_ACCOUNT_ID, AWS_REGION } = process.env;
  Object.assign(process.env, { AWS_ACCOUNT_ID: account, AWS_REGION: region });
  try {
    return dynalite({
      createTableMs: 0,
      deleteTableMs: 0,
      updateTableMs: 0,
      ...(path === null ? {} : { path }),
    });
  } finally {
    for (const [name, value] of Object.entries({ AWS_ACCOUNT_ID, AWS_REGION })) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** An answer that goes nowhere but to who asked, so that no client that leaves can end it. */
class Inside extends ServerResponse {
  readonly #answered: (reply: Reply) => void;
  constructor(answered: (reply: Reply) => void) {
    super(new IncomingMessage(new Socket()));
    this.#answered = answered;
  }
  override end(body?: unknown): this {
    // Dynalite writes an answer in one piece.
    this.#answered({ status: this.statusCode, text: String(body ?? ""), headers: this.getHeaders() });
    return this;
  }
}
