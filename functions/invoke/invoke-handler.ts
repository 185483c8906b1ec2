import { setImmediate } from "node:timers/promises";
import { answerLine } from "./count-answer.ts";
import type { UrlEvent } from "./invocation.ts";
import type { KnownRoutes } from "./known-routes.ts";
import { logPrediction } from "./log-prediction.ts";
import { predictionMessage } from "./predicted.ts";
import { type ProxyAnswer, problemAnswer } from "./problem.ts";
import { type ProxyPorts, type Served, serve } from "./serve.ts";

export interface Connected extends ProxyPorts {
  readonly routes: Pick<KnownRoutes, "of" | "settled">;
  /** Writes a line into the function's log as it is. */
  readonly write: (line: string) => void;
  /** Sends a message to the queue of predictions. */
  readonly send: (message: string) => Promise<void>;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Once everything that was warned of is written. */
  readonly warned: () => Promise<void>;
}

/** Writes the answer, and calls back at its end. */
type Reply = (answer: ProxyAnswer) => void;

/**
 * Answers one request, and does the rest once whoever asked has the answer: the prediction is logged, and what is read
 * beside the request is waited for. Lambda freezes the process when this ends, and not before.
 */
export async function handleInvocation(event: UrlEvent, reply: Reply, connected: Connected): Promise<void> {
  const { warn } = connected;
  const { answer, prediction, counted } = await served(event, connected);
  reply(answer);
  // The answer is sent in this turn of the event loop, and whatever else is sent in it may come first.
  await setImmediate();
  if (counted !== null) connected.write(answerLine(counted));
  await Promise.all([logged(prediction, connected), connected.routes.settled()]);
  await connected.warned();

  async function logged(of: Served["prediction"], by: Connected): Promise<void> {
    if (of === null) return;
    const reason = await logPrediction(predictionMessage(of), by);
    if (reason !== null) warn("prediction not logged", { model: of.model, reason });
  }
}

async function served(event: UrlEvent, connected: Connected): Promise<Served> {
  try {
    return await serve(event, connected);
  } catch (error) {
    connected.warn("request failed", { error });
    const detail = "The function's log has the details.";
    return {
      answer: problemAnswer("internal", detail, { path: event.rawPath }),
      prediction: null,
      counted: null,
    };
  }
}
