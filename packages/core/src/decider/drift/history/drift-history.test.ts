import { describe, expect, it } from "vitest";
import { sampleLedger } from "../../../../../cli/test/sample-ledger.ts";
import { policyFor } from "../../../policy/testing/fleet.ts";
import type { Entry } from "../../../vocabulary/entry.ts";
import { driftHistory } from "./drift-history.ts";

const policy = policyFor("frost");

function withReading(end: string, after: Entry): Entry {
  return {
    ...after,
    sequence: after.sequence + 1,
    kind: "signal-observed",
    data: {
      signal: "window-not-judged",
      reading: {
        schedule: "driftwheel",
        start: null,
        end,
        rows: 7,
        judged: false,
        unread: { lines: 3, reasons: [], example: '{"x": [number]}' },
        problem: { reason: "too-few-rows", words: "7 rows are too few." },
      },
    },
  };
}

describe("the windows of a model, from its ledger", () => {
  const [first, confirmed] = sampleLedger;
  if (!first || !confirmed) throw new Error("The sample begins with two windows.");

  it("have the sum that each left behind, and the line", () => {
    const [schedule, ...others] = driftHistory(sampleLedger, policy, 200);
    expect(others).toEqual([]);
    expect(schedule).toMatchObject({ schedule: "driftwheel", source: "driftwheel" });
    expect(schedule?.windows.map(({ sequence, score }) => [sequence, score])).toEqual([
      [1, 2.6],
      [2, 3.6],
    ]);
    const [one, two] = schedule?.windows ?? [];
    expect(one?.cusum).toBeCloseTo(2.1);
    expect(two?.cusum).toBeGreaterThan(one?.cusum ?? 9);
    expect(two?.line).toBeGreaterThan(1);
    expect(two?.features.map(({ feature }) => feature)).toEqual(["temp_max", "wind"]);
  });

  it("that were not judged say why, and take nothing back of one that was", () => {
    const later = withReading("2026-03-02T11:00:00.000Z", confirmed);
    const [schedule] = driftHistory([first, confirmed, later], policy, 200);
    expect(schedule?.windows.at(-1)).toMatchObject({
      judged: false,
      rows: 7,
      cusum: null,
      problem: { reason: "too-few-rows" },
      unread: { example: '{"x": [number]}' },
    });
    const same = withReading("2026-03-02T10:00:00.000Z", confirmed);
    expect(driftHistory([first, confirmed, same], policy, 200)[0]?.windows.at(-1)?.judged).toBe(true);
  });

  it("of a long ledger are those that the whole of it tells, with the same sums", () => {
    if (first.kind !== "signal-observed" || !first.data.window) throw new Error("It tells of a window.");
    const { window } = first.data;
    const long = Array.from({ length: 1_200 }, (_, index): Entry => {
      const [start, end] = [index - 1, index].map((hour) =>
        new Date(Date.parse(window.end) + hour * 3_600_000).toISOString(),
      );
      if (!start || !end) throw new Error("Both are there.");
      // The sum creeps up by a little more than it loses with each window, for as long as sums reach back.
      const score = index > 1_100 ? 0.52 : -1;
      return {
        ...first,
        sequence: index + 1,
        data: { signal: "drift-reported", window: { ...window, start, end, score } },
      };
    });
    const [whole] = driftHistory(long, policy, 1_200);
    const [newest] = driftHistory(long, policy, 40);
    expect(newest?.windows).toHaveLength(40);
    expect(newest?.windows).toEqual(whole?.windows.slice(-40));
  });

  it("begin anew with a new champion, and only the newest are told", () => {
    const promoted = sampleLedger.find(({ kind }) => kind === "rollout-promoted");
    if (!promoted || first.kind !== "signal-observed" || !first.data.window) throw new Error("It has both.");
    const window = { ...first.data.window, end: "2026-03-03T10:00:00.000Z" };
    const after: Entry = { ...first, sequence: 99, data: { signal: "drift-reported", window } };
    const [schedule] = driftHistory([first, confirmed, promoted, after], policy, 2);
    expect(schedule?.windows).toHaveLength(2);
    expect(schedule?.windows.at(-1)?.cusum).toBeCloseTo(2.1);
  });
});
