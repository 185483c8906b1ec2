import { seededRandom } from "@driftwheel/local/random.ts";
import { describe, expect, it } from "vitest";
import { inRandomOrder } from "./in-random-order.ts";
import { type Served, Traffic } from "./traffic.ts";

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

describe("traffic", () => {
  const requests = () => inRandomOrder([1, 2, 3, 4, 5], Number.POSITIVE_INFINITY, seededRandom(1));

  it("keeps its rate while answers take long, and every request has its own id", async () => {
    const served: Served<number>[] = [];
    const traffic = new Traffic(
      {
        name: "frost",
        perSecond: 200,
        concurrency: 50,
        invoke: async () => {
          await pause(50);
          return { variant: "champion", predicted: 5 };
        },
        onServed: (one) => served.push(one),
        onFailed: () => {},
      },
      requests(),
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
        name: "frost",
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
      requests(),
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
        name: "frost",
        perSecond: 500,
        concurrency: 10,
        invoke: async (_asked, id) => {
          if (id.endsWith("1")) throw new Error("throttled");
          return { variant: "champion", predicted: 5 };
        },
        onServed: () => answered++,
        onFailed: () => failed++,
      },
      requests(),
    );
    traffic.start();
    await pause(200);
    await traffic.stop();
    expect(failed).toBeGreaterThan(0);
    expect(answered).toBeGreaterThan(failed);
    expect(answered + failed).toBe(traffic.sent);
  });
});
