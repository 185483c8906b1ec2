import { describe, expect, it } from "vitest";
import { assumptions } from "./assumptions.ts";
import { byService, cost, monthlyPrice } from "./price.ts";
import { unitPrices } from "./unit-prices.ts";
import { type Deployed, workload } from "./workload.ts";

const deployed: Deployed = {
  polledQueues: 4,
  predictionLogs: 0,
  asynchronous: 0,
  proxies: 0,
  alarms: 20,
  dashboards: 1,
  keys: 0,
  queuesWithKey: 0,
  archives: 1,
  webAcls: 0,
  webAclRules: 0,
  consoles: 0,
  customMetrics: 12,
  memory: { monitor: 1, others: 0.5 },
  architecture: "arm64",
};
const usage = workload(deployed, assumptions);
const quantity = (price: string, models: number) =>
  monthlyPrice(usage, models).lines.find((line) => line.price === price)?.quantity;

describe("the monthly price", () => {
  it("is quantity by unit price", () => {
    expect(cost({ dollars: 0.4, per: 1_000_000 }, 2_500_000)).toBeCloseTo(1, 12);
    expect(cost(unitPrices.snsEmails, 300)).toBeCloseTo(0.006, 12);
  });

  it("is a fixed part and a part for each model, and nothing else", () => {
    const [none, one, two, many] = [0, 1, 2, 500].map((models) => monthlyPrice(usage, models).total);
    const perModel = (one ?? 0) - (none ?? 0);
    expect(none).toBeGreaterThan(0);
    expect(perModel).toBeGreaterThan(0);
    expect(two).toBeCloseTo((none ?? 0) + 2 * perModel, 9);
    expect(many).toBeCloseTo((none ?? 0) + 500 * perModel, 6);
  });

  it("counts what a month of the design does", () => {
    // 730 windows, 15 + 12 events, 20 alarm changes, 100 hooks and 301 entries for webhooks are sent, received and
    // deleted; so are 3 tasks in each of 8,760 runs, sent ten a call; 4 idle queues are polled.
    expect(quantity("sqsRequests", 1)).toBe(3 * (877 + 301) + 2.1 * 3 * 8_760 + (4 * 730 * 3600 * 5) / 20);
    // 730 drift reports, 100 hooks, 13 announced entries and 288 looks.
    expect(quantity("customEvents", 20)).toBe(20 * (730 + 100 + 13 + 288));
    // A start, four operations a look, two a poll; four for each of 301 deliveries.
    expect(quantity("durableOperations", 1)).toBe(1 + 4 * 288 + 2 * 80 + 4 * 301);
    // A delivery of 2 KB and a hook of a few bytes are written twice.
    expect(quantity("ledgerWrites", 1)).toBe((730 + 69 + 2 * 288) * (1 + 15 / 10) + 4 * 301 + 2 * 100);
    // 15 KB at half price are 2 units, half of 10 entries of 0.52 KB are 1 more; 8,760 sweeps are most of the readings.
    const readings = 877 + 3 * 288 + 80 + 13 + 288 + 8_760 + 500;
    expect(quantity("ledgerReads", 1)).toBe(readings * 3 + 2 * 301);
    expect(quantity("apiRequests", 1)).toBe(100 + 500 + 20);
    // All three schedules run every five minutes, however large the fleet is.
    expect(quantity("lambdaRequests", 0)).toBe(3 * 8_760);
    expect(quantity("alarms", 500)).toBe(20);
  });

  it("reads a ledger at the same price however old it is, and stores it at a rising one", () => {
    const older = workload(deployed, { ...assumptions, ledgerMonths: 2 * assumptions.ledgerMonths });
    const perModel = (of: typeof usage, price: string) =>
      of.find((line) => line.price === price)?.perModel ?? 0;
    expect(perModel(older, "ledgerReads")).toBe(perModel(usage, "ledgerReads"));
    // Twelve months more of 1,375 entries; the log of deliveries is no older for it.
    const rise = perModel(older, "ledgerStored") - perModel(usage, "ledgerStored");
    expect(rise).toBeCloseTo((12 * (730 + 69 + 2 * 288) * 0.52) / 1_000_000, 12);
  });

  it("charges the invoke proxy where it is, by its requests, each with a message of its own where there is a log", () => {
    const rise = (of: Partial<Deployed>, price: string) => {
      const other = workload({ ...deployed, ...of }, assumptions);
      const before = usage.find((line) => line.price === price)?.perModel ?? 0;
      return (other.find((line) => line.price === price)?.perModel ?? 0) - before;
    };
    expect(rise({ proxies: 1 }, "lambdaRequests")).toBeCloseTo(438_000, 6);
    expect(rise({ proxies: 1 }, "lambdaArm")).toBeCloseTo(438_000 * 0.15 * 0.5, 6);
    expect(rise({ proxies: 1 }, "s3Writes")).toBe(0);
    expect(rise({ proxies: 1, predictionLogs: 1 }, "s3Writes")).toBeCloseTo(438_000, 6);
    expect(rise({ predictionLogs: 1 }, "s3Writes")).toBeCloseTo(43_800, 6);
  });

  it("charges a key of one's own, and the processor that is deployed", () => {
    const other = workload({ ...deployed, keys: 1, architecture: "x86_64" }, assumptions);
    const names = other.map(({ price }) => price);
    expect(names).toContain("kmsKeys");
    expect(names).toContain("lambdaX86");
    expect(names).not.toContain("lambdaArm");
    expect(usage.map(({ price }) => price)).not.toContain("kmsKeys");
  });

  it("charges what stands before the public routes only where it does, by what passes it", () => {
    const guarded = workload({ ...deployed, webAcls: 1, webAclRules: 5 }, assumptions);
    const names = usage.map(({ price }) => price);
    expect(names).not.toContain("webAcls");
    expect(names).not.toContain("frontRequests");
    expect(monthlyPrice(guarded, 0).total - monthlyPrice(usage, 0).total).toBeCloseTo(5 + 5, 9);
    const perModel = (price: string) => guarded.find((line) => line.price === price)?.perModel;
    expect([perModel("webAclRequests"), perModel("frontRequests")]).toEqual([120, 120]);
  });

  it("sums up by service, dearest first, to the same total", () => {
    const month = monthlyPrice(usage, 20);
    const services = byService(month);
    const dollars = services.map(([, amount]) => amount);
    expect(dollars).toEqual(dollars.toSorted((one, other) => other - one));
    expect(dollars.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(month.total, 9);
  });

  it("rests on prices that name AWS's own page", () => {
    for (const { source, dollars, per } of Object.values(unitPrices)) {
      expect(source).toMatch(/^https:\/\/aws\.amazon\.com\/[a-z0-9-]+\/pricing\//);
      expect(dollars).toBeGreaterThan(0);
      expect(per).toBeGreaterThanOrEqual(1);
    }
  });
});

it("charges what an open console asks only where there is one, whatever the models do", () => {
  const asked = (consoles: number) =>
    new Map(workload({ ...deployed, consoles }, assumptions).map((line) => [line.price, line.fixed]));
  expect(asked(0).get("frontRequests")).toBeUndefined();
  expect(asked(1).get("frontRequests")).toBe(96_000);
  expect(asked(1).get("apiRequests")).toBe(96_000);
  expect((asked(1).get("lambdaRequests") ?? 0) - (asked(0).get("lambdaRequests") ?? 0)).toBe(96_000);
});
