import { isDeepStrictEqual } from "node:util";
import { failure, type Reply } from "../reply.ts";

interface Done {
  readonly request: object;
  readonly reply: Reply;
  readonly until: number;
}

/** Milliseconds for which a token stands for its transaction. */
const validity = 10 * 60_000;

/**
 * Transactions that were done, by their tokens: the same again does nothing.
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
export class TransactionTokens {
  readonly #done = new Map<string, Done>();

  async once(
    request: Readonly<Record<string, unknown>>,
    work: () => Promise<Reply>,
    now = Date.now(),
  ): Promise<Reply> {
    const { ClientRequestToken: token } = request;
    if (typeof token !== "string") return await work();
    for (const [name, { until }] of this.#done) if (until < now) this.#done.delete(name);
    const known = this.#done.get(token);
    if (known && isDeepStrictEqual(known.request, request)) return known.reply;
    if (known) {
      return failure(
        "IdempotentParameterMismatchException",
        "The client request token was used in a request with other parameters.",
      );
    }
    const reply = await work();
    if (reply.status === 200) this.#done.set(token, { request, reply, until: now + validity });
    return reply;
  }
}
