import type { CommandAnswer } from "../api/api-types.ts";
import { type Answer, answerTo, client } from "../api/client.ts";
import { type Failure, passes } from "../api/failure.ts";
import type { Command } from "./command.ts";

export interface Given {
  readonly model: string;
  readonly reason: string;
  /** The model's sequence as the person saw it. */
  readonly expectedSequence: number;
}

/** Sends a command once, with its key. */
function send(command: Command, { model, ...body }: Given, key: string): Promise<Answer<CommandAnswer>> {
  const params = { path: { model }, header: { "idempotency-key": key } };
  switch (command.name) {
    case "approve":
    case "reject":
    case "start-rollout":
      return answerTo(
        // Commands on a version have one form.
        client.POST(`/models/{model}/${command.name}` as "/models/{model}/approve", {
          params,
          body: { ...body, version: command.version },
        }),
      );
    case "acknowledge":
      return answerTo(
        client.POST("/models/{model}/acknowledge", { params, body: { ...body, alert: command.alert } }),
      );
    case "test-alerts":
      return answerTo(
        client.POST("/models/{model}/test-alerts", {
          params,
          body: { ...body, severities: [...command.severities] },
        }),
      );
    default:
      return answerTo(
        // Commands on the model alone have one form.
        client.POST(`/models/{model}/${command.name}` as "/models/{model}/retrain", { params, body }),
      );
  }
}

/**
 * One act of a person: sent again after no answer came it is done once, because its key stays; what was refused and is
 * tried again is another act.
 *
 * @returns why it was not done; null when it was
 */
export function actOnce(): (command: Command, given: Given) => Promise<Failure | null> {
  let key: string = crypto.randomUUID();
  let asked = "";
  return async (command, given) => {
    // Another command, or the same on what was seen since, is no repetition.
    const now = JSON.stringify([command, given]);
    if (asked !== "" && asked !== now) key = crypto.randomUUID();
    asked = now;
    const answer = await send(command, given, key);
    const failure = failureIn(answer);
    if (failure !== null && !passes(failure)) key = crypto.randomUUID();
    return failure;
  };
}

function failureIn(answer: Answer<unknown>): Failure | null {
  switch (answer.kind) {
    case "fresh":
      return null;
    case "unchanged":
      return { kind: "broken", status: 304, detail: "A command was not answered." };
    case "failed":
      return answer.failure;
  }
}
