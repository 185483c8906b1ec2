import { AsyncLocalStorage } from "node:async_hooks";
import { broken, type Reply } from "./reply.ts";

const underWay = new AsyncLocalStorage<(error: unknown) => void>();
let listening = false;

/**
 * Runs what may throw long after it has returned, as dynalite does in callbacks that nobody can catch: the request is
 * answered with an internal error, and the process goes on.
 */
export function guarded(
  log: (line: string) => void,
  work: (answered: (reply: Reply) => void) => void,
): Promise<Reply> {
  if (!listening) process.on("uncaughtException", caught);
  listening = true;
  return new Promise((resolve) => {
    const broke = (error: unknown) => {
      log(`dynamodb broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      resolve(broken);
    };
    underWay.run(broke, () => {
      try {
        work(resolve);
      } catch (error) {
        broke(error);
      }
    });
  });
}

/** Everything that is not of a request is as fatal as it is without a listener. */
function caught(error: unknown): void {
  const broke = underWay.getStore();
  if (broke) broke(error);
  else if (process.listenerCount("uncaughtException") === 1) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  }
}
