import type { CommandAnswer } from "../api/api-types.ts";
import { answerTo, client } from "../api/client.ts";
import { type Failure, passes } from "../api/failure.ts";

interface Given {
  readonly model: string;
  readonly reason: string;
  /** The model's sequence as the person saw it. */
  readonly expectedSequence: number;
}

type Send = (
  given: Given,
  key: string,
) => Promise<
  | { readonly done: CommandAnswer; readonly failure: null }
  | { readonly done: null; readonly failure: Failure }
>;

/** Approves or rejects a version. */
export function decisionOf(name: "approve" | "reject", version: number): Send {
  return async ({ model, ...rest }, key) => {
    const init = {
      params: { path: { model }, header: { "idempotency-key": key } },
      body: { ...rest, version },
    };
    const asked =
      name === "approve"
        ? client.POST("/models/{model}/approve", init)
        : client.POST("/models/{model}/reject", init);
    const answer = await answerTo(asked);
    switch (answer.kind) {
      case "fresh":
        return { done: answer.body, failure: null };
      case "unchanged":
        return {
          done: null,
          failure: { kind: "broken", status: 304, detail: "A command was not answered." },
        };
      case "failed":
        return { done: null, failure: answer.failure };
    }
  };
}

/**
 * One act of a person: sent again after no answer came it is done once, because its key stays; what was refused and is
 * tried again is another act.
 */
export function actOnce(send: Send): (given: Given) => Promise<Failure | null> {
  let key: string = crypto.randomUUID();
  return async (given) => {
    const { failure } = await send(given, key);
    if (failure !== null && !passes(failure)) key = crypto.randomUUID();
    return failure;
  };
}
