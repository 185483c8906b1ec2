import { AsyncLocalStorage } from "node:async_hooks";
import { broken, type Reply } from "./reply.ts";

const underWay = new AsyncLocalStorage<(error: unknown) => void>();
let listening = false;

type Log = (line: string) => void;
type Work = (answered: (reply: Reply) => void) => void;

/** Runs what throws at once, if it does. */
export function immediate(log: Log, work: Work): Promise<Reply> {
  return new Promise((resolve) => attempt(work, resolve, breaking(log, resolve)));
}

/**
 * Runs what may throw long after it has returned, as dynalite does in callbacks that nobody can catch: the request is
 * answered with an internal error, and the process goes on.
 */
export function guarded(log: Log, work: Work): Promise<Reply> {
  if (!listening) process.on("uncaughtException", caught);
  listening = true;
  return new Promise((resolve) => {
    const broke = breaking(log, resolve);
    underWay.run(broke, () => attempt(work, resolve, broke));
  });
}

function attempt(work: Work, answered: (reply: Reply) => void, broke: (error: unknown) => void): void {
  try {
    work(answered);
  } catch (error) {
    broke(error);
  }
}

function breaking(log: Log, answered: (reply: Reply) => void): (error: unknown) => void {
  return (error) => {
    log(`dynamodb broke: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    answered(broken);
  };
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
