import { describe, expect, it } from "vitest";
import { instancesOfStint } from "./trial-instances.ts";

const minute = 60_000;
const began = Date.parse("2026-07-06T09:00:00.000Z");
const at = (minutes: number) => new Date(began + minutes * minute).toISOString();
const stint = { variant: "version-2", from: at(0), until: at(60), instances: null };
const config = { instanceType: "ml.m5.large", count: 2 };
const change = (from: number, until: number | null, count: number) => ({
  ...{ from: at(from), until: until === null ? null : at(until), count },
});

/** How many instances for how many minutes. */
function spans(changes: readonly ReturnType<typeof change>[], asked: Partial<typeof stint> | object = {}) {
  return instancesOfStint({ ...stint, ...asked }, config, changes).map(
    ({ count, seconds }) => [count, seconds / 60] as const,
  );
}

describe("the instances of a variant in its trial", () => {
  it("are as many as its config says, for as long as nothing changes them", () => {
    expect(spans([])).toEqual([[2, 60]]);
  });

  it("are more from when more began to be added, and fewer when fewer were left", () => {
    expect(spans([change(10, 17, 5), change(30, 34, 3)])).toEqual([
      [2, 10],
      [5, 24],
      [3, 26],
    ]);
  });

  it("are as many as before it began were left, and what came after it does not count", () => {
    expect(spans([change(-90, -85, 4), change(75, 80, 9)])).toEqual([[4, 60]]);
  });

  it("are as many as were asked for when it began, whatever autoscaling had made of them", () => {
    const instances = 6;
    expect(spans([change(-90, -85, 4), change(20, 25, 8)], { instances })).toEqual([
      [6, 20],
      [8, 40],
    ]);
  });

  it("count what is being added still, in whatever order it is told", () => {
    expect(spans([change(50, null, 7), change(10, 17, 5)])).toEqual([
      [2, 10],
      [5, 40],
      [7, 10],
    ]);
  });

  it("are none of a trial that took no time, and have their volumes where the config names any", () => {
    expect(instancesOfStint({ ...stint, until: at(0) }, config, [])).toMatchObject([{ seconds: 0 }]);
    expect(instancesOfStint(stint, { ...config, volume: 30 }, [])).toMatchObject([
      { count: 2, volume: { gigabytes: 30, seconds: 3_600 } },
    ]);
  });
});
