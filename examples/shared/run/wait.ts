import { setTimeout as sleep } from "node:timers/promises";

/** Asks until there is an answer; null when the time is over first. */
export async function until<T>(
  ask: () => T | null,
  milliseconds: number,
  everyMilliseconds = 100,
): Promise<T | null> {
  const deadline = Date.now() + milliseconds;
  for (;;) {
    const answer = ask();
    if (answer !== null) return answer;
    if (Date.now() >= deadline) return null;
    await sleep(everyMilliseconds);
  }
}
