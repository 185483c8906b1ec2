import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { after, every, pause, within } from "./long-timers.ts";

const day = 86_400_000;
/** Longer than Node's longest timer, and not a multiple of it. */
const long = 60 * day;
const nothingStops = new AbortController().signal;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** How many days it takes until something is done. */
async function daysUntil(done: () => boolean): Promise<number> {
  for (let days = 0; days < 200; days++) {
    if (done()) return days;
    await vi.advanceTimersByTimeAsync(day);
  }
  throw new Error("It was not done.");
}

it.each([0.5 * day, 24 * day, 25 * day, long, 150 * day])(
  "acts once after %d ms, and not before",
  async (delay) => {
    const act = vi.fn();
    after(delay, act);
    await vi.advanceTimersByTimeAsync(delay - 1);
    expect(act).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1 + 2 * delay);
    expect(act).toHaveBeenCalledOnce();
  },
);

it("is called off before and after it was armed anew", async () => {
  const act = vi.fn();
  after(long, act)();
  const callOff = after(long, act);
  await vi.advanceTimersByTimeAsync(long - day);
  callOff();
  await vi.advanceTimersByTimeAsync(long);
  expect(act).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it("acts again and again until it is ended, also from within", async () => {
  let times = 0;
  const end = every(long, () => {
    times += 1;
    if (times === 3) end();
  });
  expect(await daysUntil(() => times === 1)).toBe(60);
  expect(await daysUntil(() => times === 3)).toBe(120);
  await vi.advanceTimersByTimeAsync(3 * long);
  expect([times, vi.getTimerCount()]).toEqual([3, 0]);
});

it("pauses for all of its time, or until it is stopped", async () => {
  const stop = new AbortController();
  const over: string[] = [];
  void pause(long, nothingStops).then(() => over.push("whole"));
  void pause(long, stop.signal).then(() => over.push("stopped"));
  void pause(long, AbortSignal.abort()).then(() => over.push("not begun"));
  await vi.advanceTimersByTimeAsync(day);
  expect(over).toEqual(["not begun"]);
  stop.abort();
  await vi.advanceTimersByTimeAsync(day);
  expect(over).toEqual(["not begun", "stopped"]);
  expect(await daysUntil(() => over.includes("whole"))).toBe(58);
});

it("ends work when its time is over, when it is stopped, and leaves no timer after it", async () => {
  const aborted = (over: AbortSignal) =>
    new Promise<void>((resolve) => over.addEventListener("abort", () => resolve(), { once: true }));
  let done = false;
  void within(long, nothingStops, aborted).then(() => {
    done = true;
  });
  expect(await daysUntil(() => done)).toBe(60);

  const stop = new AbortController();
  const stopped = within(long, stop.signal, aborted);
  stop.abort();
  await stopped;
  await expect(within(long, nothingStops, async () => 7)).resolves.toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});
