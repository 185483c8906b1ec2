/**
 * Timers of any length. Node's own fire at once when they are set for more than 2^31 - 1 milliseconds, 24.8 days:
 * https://nodejs.org/api/timers.html#settimeoutcallback-delay-args
 */
const longest = 2 ** 31 - 1;

interface TimerOptions {
  /** Whether the process goes on for it; default true. */
  readonly ref?: boolean;
}

/** Acts once, after so many milliseconds. Answers how to call it off. */
export function after(delay: number, act: () => void, { ref = true }: TimerOptions = {}): () => void {
  let timer: NodeJS.Timeout;
  const arm = (left: number) => {
    timer = left > longest ? setTimeout(() => arm(left - longest), longest) : setTimeout(act, left);
    if (!ref) timer.unref();
  };
  arm(delay);
  return () => clearTimeout(timer);
}

/** Acts again and again, the first time after one interval of so many milliseconds. Answers how to end it. */
export function every(interval: number, act: () => void): () => void {
  let callOff: () => void;
  const arm = () => {
    callOff = after(interval, () => {
      arm();
      act();
    });
  };
  arm();
  return () => callOff();
}

/** Resolves after so many milliseconds, or as soon as it is stopped. The process does not go on for it. */
export function pause(delay: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      callOff();
      stop.removeEventListener("abort", end);
      resolve();
    };
    const callOff = after(delay, end, { ref: false });
    stop.addEventListener("abort", end, { once: true });
    if (stop.aborted) end();
  });
}

/** Does work under a signal that is aborted after so many milliseconds, or with the one that is given. The process does not go on for it. */
export async function within<Result>(
  delay: number,
  stop: AbortSignal,
  work: (over: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const timeout = new AbortController();
  const callOff = after(delay, () => timeout.abort(), { ref: false });
  try {
    return await work(AbortSignal.any([stop, timeout.signal]));
  } finally {
    callOff();
  }
}
