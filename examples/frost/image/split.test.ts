import { describe, expect, it } from "vitest";
import type { LabelledDay } from "./labelled-days.ts";
import { splitByTime } from "./split.ts";

const served = (minute: number, date: string, station = "Seattle"): LabelledDay => ({
  servedAt: new Date(Date.UTC(2030, 0, 1, 0, minute)).toISOString(),
  station,
  date,
  day: { temp_max: 10, wind: 3, precipitation: 0, month: 1 },
  tempMin: 4,
});
const always = { start: "2000-01-01T00:00:00Z", end: "2100-01-01T00:00:00Z" };
const dates = (days: readonly LabelledDay[]) => days.map(({ date }) => date);

describe("splitting labelled days by time", () => {
  it("trains on what was served first and holds out what was served last, in whatever order it is read", () => {
    const labelled = [4, 1, 3, 0, 2].map((minute) => served(minute, `2014-05-0${minute + 1}`));
    const { train, heldOut } = splitByTime(labelled, always, 0.2);
    expect(dates(train)).toEqual(["2014-05-01", "2014-05-02", "2014-05-03", "2014-05-04"]);
    expect(dates(heldOut)).toEqual(["2014-05-05"]);
  });

  it("never has a day on both sides, however often it was served", () => {
    const labelled = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((minute) =>
      served(minute, `2014-05-0${(minute % 5) + 1}`),
    );
    const { train, heldOut } = splitByTime(labelled, always, 0.2);
    expect([...dates(train), ...dates(heldOut)]).toHaveLength(5);
    expect(dates(heldOut).filter((date) => dates(train).includes(date))).toEqual([]);
  });

  it("counts the same date at two stations as two days", () => {
    const labelled = [served(0, "2014-05-01"), served(1, "2014-05-01", "New York")];
    const { train, heldOut } = splitByTime(labelled, always, 0.5);
    expect([train.length, heldOut.length]).toEqual([1, 1]);
  });

  it("takes what was served in the window only, its two ends included", () => {
    const labelled = [0, 1, 2, 3].map((minute) => served(minute, `2014-05-0${minute + 1}`));
    const window = { start: "2030-01-01T00:01:00Z", end: "2030-01-01T00:02:00Z" };
    expect(dates(splitByTime(labelled, window, 0).train)).toEqual(["2014-05-02", "2014-05-03"]);
  });
});
