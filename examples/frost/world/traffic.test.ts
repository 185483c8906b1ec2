import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import { inRandomOrder } from "./days.ts";
import { seasons } from "./seasons.ts";
import { type Served, Traffic } from "./traffic.ts";
import { readWeather, type WeatherDay } from "./weather.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function take(days: Generator<WeatherDay>, count: number): readonly WeatherDay[] {
  return Array.from({ length: count }, () => days.next().value);
}
const _yearsOf = (days: readonly WeatherDay[]) =>
  [...new Set(days.map(({ date }) => date.slice(0, 4)))].sort();

describe("the days that are served", () => {
  it("are the same for the same seed, and others for another", () => {
    const first = (seed: number) => take(seasons(seededRandom(seed)).seattle(), 20).map(({ date }) => date);
    expect(first(3)).toEqual(first(3));
    expect(first(3)).not.toEqual(first(4));
  });

  it("come once each before any comes again", () => {
    const served = [...inRandomOrder(readWeather().slice(0, 365), 2, seededRandom(5))];
    expect(new Set(served.slice(0, 365)).size).toBe(365);
    expect(served).toHaveLength(730);
  });

  it("are never days that the first champion was made from", () => {
    const { history, seattle } = seasons(seededRandom(6));
    const learned = new Set(history.map(({ date }) => date));
    expect(history).toHaveLength(974);
    expect(take(seattle(), 487).filter(({ date }) => learned.has(date))).toEqual([]);
  });

  it("keep days of New York back for a model that was trained on the first ones", () => {
    const served = take(seasons(seededRandom(6)).newYork(), 1461 + 487);
    const first = new Set(served.slice(0, 1461).map(({ date }) => date));
    const later = new Set(served.slice(1461).map(({ date }) => date));
    expect([first.size, later.size]).toEqual([974, 487]);
    expect([...later].filter((date) => first.has(date))).toEqual([]);
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
