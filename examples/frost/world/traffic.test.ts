import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import { daysOf, inRandomOrder } from "./days.ts";
import { seasons } from "./seasons.ts";
import { type Served, Traffic } from "./traffic.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function take(days: Generator<WeatherDay>, count: number): readonly WeatherDay[] {
  return Array.from({ length: count }, () => days.next().value);
}
const yearsOf = (days: readonly WeatherDay[]) =>
  [...new Set(days.map(({ date }) => date.slice(0, 4)))].sort();

describe("the days that are served", () => {
  it("are the same for the same seed, and others for another", () => {
    const first = (seed: number) => take(seasons(seededRandom(seed)).seattle(), 20).map(({ date }) => date);
    expect(first(3)).toEqual(first(3));
    expect(first(3)).not.toEqual(first(4));
  });

  it("come once each before any comes again", () => {
    const days = daysOf(readWeather(), "New York", { from: 2013, to: 2013 });
    const served = [...inRandomOrder(days, 2, seededRandom(5))];
    expect(new Set(served.slice(0, 365)).size).toBe(365);
    expect(served).toHaveLength(730);
  });

  it("keep New York's last year for a model that was trained on the years before", () => {
    const served = take(seasons(seededRandom(6)).newYork(), 2192 + 50);
    expect(yearsOf(served.slice(0, 2192))).toEqual(["2012", "2013", "2014"]);
    expect(yearsOf(served.slice(2192))).toEqual(["2015"]);
  });
});

describe("traffic", () => {
  const days = () => inRandomOrder(readWeather(), Number.POSITIVE_INFINITY, seededRandom(1));

  it("keeps its rate while answers take long, and every request has its own id", async () => {
    const served: Served[] = [];
    const traffic = new Traffic(
      {
        perSecond: 200,
        concurrency: 50,
        invoke: async () => {
          await pause(50);
          return { variant: "champion", predicted: 5 };
        },
        onServed: (one) => served.push(one),
        onFailed: () => {},
      },
      days(),
    );
    traffic.start();
    await pause(500);
    await traffic.stop();
    expect(served.length).toBeGreaterThan(60);
    expect(served.length).toBeLessThanOrEqual(102);
    expect(new Set(served.map(({ inferenceId }) => inferenceId)).size).toBe(served.length);
  });

  it("never has more requests under way than allowed, and waits for all at the end", async () => {
    let underWay = 0;
    let most = 0;
    const traffic = new Traffic(
      {
        perSecond: 1000,
        concurrency: 5,
        invoke: async () => {
          most = Math.max(most, ++underWay);
          await pause(30);
          underWay--;
          return { variant: "champion", predicted: 5 };
        },
        onServed: () => {},
        onFailed: () => {},
      },
      days(),
    );
    traffic.start();
    await pause(200);
    await traffic.stop();
    expect([most, underWay]).toEqual([5, 0]);
  });

  it("counts failures apart and goes on", async () => {
    let failed = 0;
    let answered = 0;
    const traffic = new Traffic(
      {
        perSecond: 500,
        concurrency: 10,
        invoke: async (_day, id) => {
          if (id.endsWith("1")) throw new Error("throttled");
          return { variant: "champion", predicted: 5 };
        },
        onServed: () => answered++,
        onFailed: () => failed++,
      },
      days(),
    );
    traffic.start();
    await pause(200);
    await traffic.stop();
    expect(failed).toBeGreaterThan(0);
    expect(answered).toBeGreaterThan(failed);
    expect(answered + failed).toBe(traffic.sent);
  });
});
