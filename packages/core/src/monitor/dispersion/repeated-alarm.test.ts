import { describe, expect, it } from "vitest";
import { heldScore, isHeld, levelAfter, raisedAfter } from "./repeated-alarm.ts";
import { noHistory, noTally, readHistory, type WindowHistory } from "./window-history.ts";

const hour = 3_600_000;
const line = 7;
const none = noHistory("b", {
  features: [{ kind: "numeric", name: "x", present: 9, missing: 0, standardDeviation: 1, buckets: [] }],
});

/** After so many windows that were calm. */
const seen = (windows: number): WindowHistory => ({
  ...none,
  features: none.features.map((feature) => ({ ...feature, calm: { ...noTally, windows } })),
});
const raised = (windows: number, sum = 0): WindowHistory => ({ ...none, raised: { windows, sum } });

describe("an alarm", () => {
  const after = (history: WindowHistory, score: number, isAlarm = false) =>
    raisedAfter(history, { isAlarm, score, line, milliseconds: hour });

  it("of the champion's first week is held, a later one is not", () => {
    expect(after(seen(167), 3, true)).toEqual({ windows: 0, sum: 0 });
    expect(after(seen(168), 3, true)).toBeNull();
    expect(after(seen(10), 3)).toBeNull();
  });

  it("is held for three days, and for a day of windows at least", () => {
    expect([0, 71, 72].map((windows) => isHeld(raised(windows), hour))).toEqual([true, true, false]);
    expect([23, 24].map((windows) => isHeld(raised(windows), 24 * hour))).toEqual([true, false]);
    expect(isHeld(none, hour)).toBe(false);
  });

  it("is raised again when what counts beyond it comes to the line, and is then held anew", () => {
    expect(after(raised(5, 2), 1)).toEqual({ windows: 6, sum: 2.5 });
    expect(after(raised(5, 5), 3)).toEqual({ windows: 0, sum: 0 });
  });
});

describe("the score of a window while an alarm is held", () => {
  it("neither raises nor lowers the decider's sum while the window is at the alarm's level", () => {
    expect(heldScore(raised(3), 3, 0.2)).toBe(0.5);
  });

  it("is that of a calmer window as ever", () => {
    expect(heldScore(raised(3), -1, -2)).toBe(-1);
  });

  it("adds what goes beyond the level, and takes it back", () => {
    expect(heldScore(raised(3, 1), 3, 2)).toBe(2);
    expect(heldScore(raised(3, 1), 3, -2)).toBe(-0.5);
  });
});

describe("the level of an alarm", () => {
  const one = { ...noTally, windows: 1, sum: 40 };
  const all = { ...one, windows: 5 };
  const after = (alarm: WindowHistory["raised"]) => levelAfter(alarm, one, { all, one, excess: 40 });

  it("is that of all windows of its suspicion when it is raised", () => {
    expect(after({ windows: 0, sum: 0 })).toEqual({ ...all, top: 40 });
    expect(after(null)).toEqual(noTally);
  });

  it("is that of later windows too, until one goes far beyond it", () => {
    expect(after({ windows: 4, sum: 1 })).toMatchObject({ windows: 2, sum: 80 });
    expect(after({ windows: 4, sum: 2.5 })).toEqual(one);
  });
});

it("a history of before alarms were held is read as one without any", () => {
  const { raised: _, ...old } = none;
  expect(readHistory(JSON.parse(JSON.stringify(old)), "b")).toEqual(none);
});
