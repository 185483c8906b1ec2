import { describe, expect, it } from "vitest";
import { seededIntegers } from "../stats/random.ts";
import type { UsedInstances } from "../vocabulary/costs.ts";
import { costOfUsage } from "./cost-of-usage.ts";
import { hourlyInDollars, inDollars, microsOf } from "./money.ts";
import { shippedPrices } from "./shipped-prices.ts";

const training = (seconds: number, count = 1, instanceType = "ml.m5.large"): UsedInstances => ({
  by: `job-${seconds}`,
  ...{ use: "training", instanceType, count, seconds },
});

it("is instances times seconds times the price of an hour, rounded once to a millionth of a dollar", () => {
  // 109 s of ml.m5.large at $0.115: 0.00348194...
  expect(costOfUsage([training(109)], "us-east-1")).toEqual({
    items: [
      {
        ...{ use: "training", instanceType: "ml.m5.large", count: 1, instanceSeconds: 109 },
        ...{ perHour: 115_000, micros: 3_482 },
      },
    ],
    micros: 3_482,
    ...{ volumes: [], unpriced: [], unknownVolumes: [] },
    prices: { region: "us-east-1", published: "2026-09-25" },
  });
});

it("adds jobs of one type before it rounds, and counts every instance of a job", () => {
  const { items, micros } = costOfUsage([training(100, 2), training(50)], "us-east-1");
  expect(items).toMatchObject([{ count: 2, instanceSeconds: 250 }]);
  expect(micros).toBe(Math.round((250 * 115_000) / 3_600));
});

it("knows what has no price, and never makes one up", () => {
  const found = costOfUsage([training(60), training(60, 1, "ml.p5.48xlarge")], "us-east-1");
  expect(found.micros).toBe(1_917);
  expect(found.unpriced).toEqual(["the price of ml.p5.48xlarge for training in us-east-1 is not known"]);
  expect(costOfUsage([training(60)], "eu-west-1").unpriced).toEqual([
    "the price of ml.m5.large for training in eu-west-1 is not known",
  ]);
});

it("asks no price of what took no time", () => {
  expect(costOfUsage([training(0, 1, "ml.p5.48xlarge")], "us-east-1")).toMatchObject({
    micros: 0,
    unpriced: [],
  });
});

it("takes the fleet's own price before its table's, and its table before the one that is shipped", () => {
  const prices = {
    ...shippedPrices,
    published: "2026-11-20",
    regions: { "eu-west-1": { training: { "ml.m5.large": "0.128", "ml.m5.xlarge": "0.256" } } },
  };
  const own = { training: { "ml.m5.large": "0.1" } };
  const found = costOfUsage([training(3_600), training(3_600, 1, "ml.m5.xlarge")], "eu-west-1", {
    prices,
    own,
  });
  expect(found.items.map(({ perHour }) => perHour)).toEqual([100_000, 256_000]);
  expect(found.prices).toEqual({ region: "eu-west-1", published: "2026-11-20" });
});

describe("the volumes of instances", () => {
  const disk = { gigabytes: 50, seconds: 3_600 };
  const own = { volumes: { training: "0.14" } };

  it("are gigabytes times seconds times the price of a gigabyte for a month of thirty days, of every instance", () => {
    const found = costOfUsage([{ ...training(3_600, 2), volume: disk }], "us-east-1", { own });
    expect(found.volumes).toEqual([
      { use: "training", gigabyteSeconds: 360_000, perGigabyteMonth: 140_000, micros: 19_444 },
    ]);
    expect(found.micros).toBe(230_000 + 19_444);
  });

  it("are none where instances have disks of their own, and not known where nobody knows whether they have", () => {
    const of = (type: string) =>
      costOfUsage([{ ...training(3_600, 1, type), volume: disk }], "us-east-1", { own });
    expect(of("ml.g5.xlarge")).toMatchObject({ volumes: [], unknownVolumes: [] });
    expect(of("ml.m5d.large")).toMatchObject({ volumes: [], unknownVolumes: [] });
    expect(of("ml.q9.large")).toMatchObject({
      volumes: [],
      unknownVolumes: ["it is not known whether ml.q9.large has volumes that are paid for"],
    });
  });

  it("have no price that is made up", () => {
    const found = costOfUsage([{ ...training(3_600), volume: disk }], "eu-west-3", {
      own: { training: { "ml.m5.large": "0.13" } },
    });
    expect(found).toMatchObject({
      micros: 130_000,
      unknownVolumes: ["the price of volumes for training in eu-west-3 is not known"],
    });
  });
});

it("says when a region's prices were published, where that is another day", () => {
  const { prices } = costOfUsage([training(60, 1, "ml.m5.xlarge")], "ap-south-1");
  expect(prices).toEqual({ region: "ap-south-1", published: "2026-09-24" });
});

it("agrees with fractions of whole numbers, whatever the seconds", () => {
  const next = seededIntegers(5);
  for (let round = 0; round < 500; round++) {
    const seconds = next() % 1_000_000;
    const exact = (BigInt(seconds) * 1_515_000n * 2n + 3_600n) / 7_200n;
    expect(costOfUsage([training(seconds, 1, "ml.g5.2xlarge")], "us-east-1").micros).toBe(Number(exact));
  }
});

it("is shown in dollars and cents, and what is less than a cent in as many digits as it takes", () => {
  expect([0, 3_482, 9_999, 10_000, 1_005_000, 2_500_000, -15_000].map(inDollars)).toEqual([
    ...["$0.00", "$0.003482", "$0.009999", "$0.01", "$1.01", "$2.50", "-$0.02"],
  ]);
  expect([115_000, 1_210_000, 2_802_600, 50_000].map(hourlyInDollars)).toEqual([
    ...["$0.115", "$1.21", "$2.8026", "$0.05"],
  ]);
  expect(microsOf(0.07)).toBe(70_000);
});
