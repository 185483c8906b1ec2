import { replay } from "@driftwheel/core/decider/evolve.ts";
import { costAccount } from "@driftwheel/core/ledger/cost-account.ts";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../world/world.ts";
import {
  day,
  functionsOf,
  instancesOf,
  type ModelName,
  models,
  monitored,
  monitorJob,
  monitorRuns,
  names,
  scaled,
  variantsOf,
  yearOf,
} from "./year.ts";

const seed = 20_261_130;

/** Dollars an hour as AWS's price list has them, written down here once more: ten-thousandths of a dollar. */
const prices: Readonly<Record<string, bigint>> = {
  "processing ml.m5.xlarge": 2_300n,
  "training ml.m5.4xlarge": 9_220n,
  "processing ml.t3.medium": 500n,
  "training ml.g5.xlarge": 14_080n,
  "training ml.m5.large": 1_150n,
  "hosting ml.m5.xlarge": 2_300n,
  "hosting ml.g6e.2xlarge": 28_026n,
  "hosting ml.m5.large": 1_150n,
};

/** Hundredths of a dollar a gigabyte and month of thirty days. */
const volumePrices: Readonly<Record<string, bigint>> = { training: 14n, processing: 10n, hosting: 14n };

/** Dollars, exactly. */
type Dollars = readonly [numerator: bigint, denominator: bigint];
const none: Dollars = [0n, 1n];

function plus([one, of]: Dollars, [other, ofOther]: Dollars): Dollars {
  return [one * ofOther + other * of, of * ofOther];
}

const sumOf = (all: readonly Dollars[]) => all.reduce(plus, none);

/** So many ten-thousandths of a dollar an hour, times seconds. */
function priced(use: string, type: string, instanceSeconds: number): Dollars {
  const price = prices[`${use} ${type}`];
  if (price === undefined) throw new Error(`The test has no price of ${type} for ${use}.`);
  return [price * BigInt(instanceSeconds), 10_000n * 3_600n];
}

function storage(use: string, gigabyteSeconds: number): Dollars {
  return [(volumePrices[use] ?? 0n) * BigInt(gigabyteSeconds), 100n * 30n * 86_400n];
}

/** Halves up. */
function cents([numerator, denominator]: Dollars): number {
  return Number((200n * numerator + denominator) / (2n * denominator));
}

const ofMicros = (micros: number) => Math.round(micros / 10_000);

const years = new Map<ModelName, { readonly world: World; readonly ledger: readonly Entry[] }>();

beforeAll(async () => {
  for (const model of names) years.set(model, await yearOf(model, seed));
});

function yearIn(model: ModelName) {
  const year = years.get(model);
  if (!year) throw new Error(`There is no year of ${model}.`);
  return year;
}

/** What trained, by what SageMaker knows of it and not by the ledger, with the moment of its start. */
function ran(model: ModelName): readonly { readonly name: string; readonly sum: Dollars }[] {
  const { sagemaker } = yearIn(model).world;
  const found = [...sagemaker.executions(), ...sagemaker.jobs.map(({ name }) => name)];
  return found.map((name) => ({
    name,
    sum: sumOf(
      instancesOf(model, name).flatMap(({ use, instanceType, count, seconds, volume }) => [
        priced(use, instanceType, count * seconds),
        // The only type here with a disk of its own.
        ...(volume && instanceType !== "ml.g5.xlarge"
          ? [storage(use, count * volume.gigabytes * volume.seconds)]
          : []),
      ]),
    ),
  }));
}

/** From the start of each trial to its end, by the ledger's times. */
function tried(model: ModelName): Dollars {
  const { instanceType, count, ...disk } = variantsOf[model];
  const trials: Dollars[] = [];
  let from: number | null = null;
  for (const { kind, at } of yearIn(model).ledger) {
    if (kind === "rollout-started") from = Date.parse(at);
    if ((kind !== "rollout-promoted" && kind !== "rollout-rolled-back") || from === null) continue;
    const seconds = Math.round((Date.parse(at) - from) / 1_000);
    const instanceSeconds = model === scaled ? scaledSeconds(seconds) : count * seconds;
    trials.push(priced("hosting", instanceType, instanceSeconds));
    if ("volume" in disk) trials.push(storage("hosting", disk.volume * instanceSeconds));
    from = null;
  }
  return sumOf(trials);
}

/** Second by second: two instances, five from when three more begin, and four once one is gone. */
function scaledSeconds(seconds: number): number {
  let sum = 0;
  for (let second = 0; second < seconds; second++) sum += second < 240 ? 2 : second < 660 + 120 ? 5 : 4;
  return sum;
}

/** By Lambda's price of an arm64 gigabyte-second, 133,334 tenths of a billionth of a dollar, and 20 cents a million requests. */
function lambda(month: string): Dollars {
  const share: Readonly<Record<string, bigint>> = { sweep: 4n, drift: 4n, rollout: 4n, monitor: 2n };
  return sumOf(
    functionsOf(month).flatMap(({ name, megabytes, milliseconds, requests }): readonly Dollars[] => {
      const of = share[name];
      if (of === undefined) return [];
      return [
        [133_334n * BigInt(milliseconds * megabytes), of * 10_000_000_000n * 1_024n * 1_000n],
        [2n * BigInt(requests), of * 10_000_000n],
      ];
    }),
  );
}

/** Model Monitor's jobs that ended in the month, one a day. */
function monitoringJobs(model: ModelName, month: string): Dollars {
  if (model !== monitored) return none;
  const { instanceType, count, seconds, gigabytes } = monitorJob;
  const runs = monitorRuns.filter((at) => at.toISOString().startsWith(month)).length;
  return plus(
    priced("processing", instanceType, runs * count * seconds),
    storage("processing", runs * count * gigabytes * seconds),
  );
}

const of = <Kind extends Entry["kind"]>(ledger: readonly Entry[], kind: Kind) =>
  ledger.filter((entry): entry is Extract<Entry, EntryOf<Kind>> => entry.kind === kind);

describe.each(names)("a simulated year of %s", (model) => {
  it("has retrainings and trials enough to say something", () => {
    const { ledger, world } = yearIn(model);
    expect(of(ledger, "retraining-requested").length).toBeGreaterThan(25);
    expect(of(ledger, "rollout-promoted").length).toBeGreaterThan(20);
    expect(world.deadLetters).toEqual([]);
  });

  it("costs to the cent what an independent sum of its jobs and of its trials' hours says", () => {
    const months = costAccount("orchard", yearIn(model).ledger);
    const all = (what: "retrainings" | "trials") =>
      months.reduce((sum, month) => sum + month[what].micros, 0);
    expect({ retrainings: ofMicros(all("retrainings")), trials: ofMicros(all("trials")) }).toEqual({
      retrainings: cents(sumOf(ran(model).map(({ sum }) => sum))),
      trials: cents(tried(model)),
    });
    expect(months.map(({ retrainings, trials }) => retrainings.unknown + trials.unknown)).toEqual(
      months.map(() => 0),
    );
    expect(months.length).toBeGreaterThanOrEqual(12);
  });

  it("costs to the cent what an independent sum of Lambda's time and of Model Monitor's jobs says", () => {
    const months = costAccount("orchard", yearIn(model).ledger).flatMap(({ month, upkeep }) =>
      upkeep ? [{ month, ...upkeep }] : [],
    );
    // From the first whole or begun month to the last that is over.
    expect(months.map(({ month }) => month)).toEqual([
      ...[5, 6, 7, 8, 9, 10, 11, 12].map((month) => `2026-${String(month).padStart(2, "0")}`),
      ...["2027-01", "2027-02", "2027-03", "2027-04"],
    ]);
    const micros = months.reduce((sum, { own, monitoring }) => sum + own + monitoring, 0);
    const expected = months.flatMap(({ month }) => [lambda(month), monitoringJobs(model, month)]);
    expect(ofMicros(micros)).toBe(cents(sumOf(expected)));
    expect(months.flatMap(({ unknown }) => unknown)).toEqual([]);
    if (model === monitored) expect(months[1]?.monitoring).toBeGreaterThan(600_000);
  });

  it("has the cost of each retraining and each trial once", () => {
    const { ledger } = yearIn(model);
    const recorded = of(ledger, "cost-recorded").map(({ data }) => data.of);
    expect(recorded).toEqual([...new Set(recorded)]);
    const all = [...of(ledger, "retraining-requested"), ...of(ledger, "rollout-started")];
    expect(recorded.toSorted((one, other) => one - other)).toEqual(
      all.map(({ sequence }) => sequence).toSorted((one, other) => one - other),
    );
  });

  it("never asks for a retraining that what is known and expected says would break the budget", () => {
    const { ledger } = yearIn(model);
    for (const request of of(ledger, "retraining-requested"))
      expect(spentBefore(model, ledger, request) + perRun(model)).toBeLessThanOrEqual(perMonth(model));
  });

  it("stops the retraining that would break the budget, and says when the next is possible", () => {
    const { ledger } = yearIn(model);
    const stopped = of(ledger, "retraining-skipped").filter(({ data }) => data.reason === "budget");
    expect(stopped.length).toBeGreaterThan(0);
    for (const skip of stopped) {
      expect(spentBefore(model, ledger, skip) + perRun(model)).toBeGreaterThan(perMonth(model));
      const until = Date.parse(skip.data.until ?? "");
      expect(skip.because).toContain(`the next is possible at ${skip.data.until}`);
      expect(spentBefore(model, ledger, skip, until) + perRun(model)).toBeLessThanOrEqual(perMonth(model));
      expect(spentBefore(model, ledger, skip, until - 1) + perRun(model)).toBeGreaterThan(perMonth(model));
    }
  });

  it("tells people before the budget ends, and not more than once in thirty days of little", () => {
    const told = of(yearIn(model).ledger, "budget-threshold-reached");
    expect(told.length).toBeGreaterThan(0);
    for (const { data } of told) expect(data.spent).toBeGreaterThanOrEqual(0.8 * data.budget);
    const alerts = of(yearIn(model).ledger, "alert-raised").filter(
      ({ data }) => data.aboutKind === "budget-threshold-reached",
    );
    expect(alerts.map(({ data }) => [data.about, data.severity])).toEqual(
      told.map(({ sequence }) => [sequence, "notify"]),
    );
  });

  it("knows what its drift-triggered retrainings brought: outcomes before and after, beside their cost", () => {
    const bought = costAccount("orchard", yearIn(model).ledger).flatMap((month) => month.bought);
    const promoted = bought.filter(({ became }) => became === "promoted");
    expect(promoted.length).toBeGreaterThan(20);
    for (const { askedBy, complete, micros, before, after } of promoted) {
      expect({ askedBy, complete }).toEqual({ askedBy: "drift", complete: true });
      expect(micros).toBeGreaterThan(0);
      // The drifted champion is right in 35% of cases, the new version in 60%.
      expect((before?.successes ?? 0) / (before?.trials ?? 1)).toBeCloseTo(0.35, 1);
      expect((after?.successes ?? 0) / (after?.trials ?? 1)).toBeCloseTo(0.6, 1);
    }
  });

  it("leaves nothing that is not accounted for", () => {
    const { unaccounted, runningCosts } = replay("orchard", yearIn(model).ledger);
    expect({ unaccounted, runningCosts }).toEqual({
      unaccounted: [],
      runningCosts: { retraining: null, trial: null },
    });
  });
});

const dollars = (text: string | undefined) => Math.round(Number((text ?? "").slice(1)) * 1_000_000);
const perRun = (model: ModelName) => dollars(models[model].retrain.budget?.perRun);
const perMonth = (model: ModelName) => dollars(models[model].retrain.budget?.perMonth);

/** What the thirty days before a moment have spent, as it was known when the entry was written. */
function spentBefore(
  model: ModelName,
  ledger: readonly Entry[],
  entry: Entry,
  moment = Date.parse(entry.at),
): number {
  const earlier = ledger.filter(({ sequence }) => sequence < entry.sequence);
  const paid = new Map(
    of(earlier, "cost-recorded").map(({ data }) => [data.of, data.unknown.length === 0 ? data.micros : null]),
  );
  return of(earlier, "retraining-requested")
    .filter(({ at }) => Date.parse(at) > moment - 30 * day)
    .reduce((sum, { sequence }) => sum + (paid.get(sequence) ?? perRun(model)), 0);
}
