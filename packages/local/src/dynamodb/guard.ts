import { AsyncLocalStorage } from "node:async_hooks";
import type { ServerResponse } from "node:http";
import { answerBroken } from "./answer.ts";

interface UnderWay {
  readonly outgoing: ServerResponse;
  readonly log: (line: string) => void;
}

const underWay = new AsyncLocalStorage<UnderWay>();
let listening = false;

/**
 * Runs what may throw long after it has returned, as dynalite does in callbacks that nobody can catch: the request is
 * answered with an internal error, and the process goes on.
 */
export function guarded(log: UnderWay["log"]): (outgoing: ServerResponse, work: () => void) => void {
  if (!listening) process.on("uncaughtException", caught);
  listening = true;
  return (outgoing, work) => {
    underWay.run({ outgoing, log }, () => {
      try {
        work();
      } catch (error) {
        broke({ outgoing, log }, error);
      }
    });
  };
}

/** Everything that is not of a request is as fatal as it is without a listener. */
function caught(error: unknown): void {
  const request = underWay.getStore();
  if (request) broke(request, error);
  else if (process.listenerCount("uncaughtException") === 1) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}

function broke({ outgoing, log }: UnderWay, error: unknown): void {
  log(`dynamodb broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  if (outgoing.headersSent) outgoing.destroy();
  else answerBroken(outgoing);
}
