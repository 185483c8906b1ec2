import { parse } from "@driftwheel/core/events/parse.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { describe, expect, it } from "vitest";
import { columns, day, monitoredTides, policy } from "./testing/monitored-tides.ts";
import { watchWindows } from "./watch-windows.ts";

const { events, put } = monitoredTides();

describe("a monitor that runs more seldom than its windows are long", () => {
  it("sees to every window since the last that it assessed, and begins with the last few", async () => {
    const short = policy({ window: "10 seconds", lag: "1 second", capture: "s3://tides/short" });
    const at = (seconds: number) => new Date(day(21).getTime() + seconds * 1_000);
    const ends = async (now: Date) => {
      const told: string[] = [];
      for await (const { result, windowEnd } of watchWindows(short, now)) {
        if (result !== "assessed-before") told.push(windowEnd);
      }
      return told;
    };
    await put("baseline/statistics.json", JSON.stringify(statisticsOf([[1, 10]], columns)));
    expect(await ends(at(31))).toEqual([at(10), at(20), at(30)].map((end) => end.toISOString()));
    expect(await ends(at(331))).toHaveLength(30);
    expect(await ends(at(331))).toEqual([]);
    expect(await ends(at(341))).toEqual([at(340).toISOString()]);
  });

  it("tells of a store that cannot be read, window by window, and says so at the end", async () => {
    const before = events.length;
    const gone = policy({ capture: "s3://no-such-bucket/capture" });
    const all = async () => {
      for await (const _ of watchWindows(gone, day(23)));
    };
    await expect(all()).rejects.toThrow("NoSuchBucket");
    expect(events.slice(before).map((event) => parse(event))).toMatchObject(
      Array.from({ length: 3 }, () => ({
        signal: {
          problem: {
            reason: "failed",
            words: expect.stringMatching(
              /^Reading captures under s3:\/\/no-such-bucket\/capture failed: NoSuchBucket: /,
            ),
          },
        },
      })),
    );
  });
});
