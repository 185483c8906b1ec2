import { afterEach, beforeEach, vi } from "vitest";
import { type Running, runHook } from "./run-hook.ts";
import { lake } from "./signed-requests.ts";

export const now = new Date("2026-05-04T10:00:00.000Z");
export const minutes = (count: number): Date => new Date(now.getTime() + count * 60_000);

/** New data and an outcome, as they arrive at `now`. */
export const arrived = lake("msg_1", now, {
  type: "table.updated",
  model: "tides",
  table: "gauges\n2026-05",
});
export const checked = lake("msg_2", now, { type: "answers.checked", variant: "v2", right: 41, checked: 50 });

/** How many deliveries, events and outcomes there are. */
export const traces = ({ memory }: Running): readonly number[] => [
  memory.records.size,
  memory.events.length,
  memory.outcomes.length,
];

/** A hook that is made anew for each test of the file, and what it logs. */
export function hookUnderTest(): { hook: Running; readonly lines: readonly string[] } {
  const current = { hook: runHook(now), lines: [] as string[] };
  beforeEach(() => {
    current.lines = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => current.lines.push(String(line)) > 0);
    current.hook = runHook(now);
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  return current;
}
