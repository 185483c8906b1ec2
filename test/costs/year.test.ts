import { replay } from "@driftwheel/core/decider/evolve.ts";
import { costAccount } from "@driftwheel/core/ledger/cost-account.ts";
import type { Entry, EntryOf } from "@driftwheel/core/vocabulary/entry.ts";
import { beforeAll, describe, expect, it } from "vitest";
import type { World } from "../world/world.ts";
import { day, instancesOf, type ModelName, models, names, variantsOf, yearOf } from "./year.ts";

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

/** Dollars as a fraction: so many ten-thousandths of a dollar an hour, times seconds. */
function priced(use: string, type: string, instanceSeconds: number): bigint {
  const price = prices[`${use} ${type}`];
  if (price === undefined) throw new Error(`The test has no price of ${type} for ${use}.`);
  return price * BigInt(instanceSeconds);
}

/** Cents of a sum of such fractions, halves up. */
function cents(sum: bigint): number {
  const perCent = 10_000n * 36n;
  return Number((sum + perCent / 2n) / perCent);
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
function ran(model: ModelName): readonly { readonly name: string; readonly sum: bigint }[] {
  const { sagemaker } = yearIn(model).world;
  const found = [...sagemaker.executions(), ...sagemaker.jobs.map(({ name }) => name)];
  return found.map((name) => ({
    name,
    sum: instancesOf(model, name).reduce(
      (sum, { use, instanceType, count, seconds }) => sum + priced(use, instanceType, count * seconds),
      0n,
    ),
  }));
}

/** From the start of each trial to its end, by the ledger's times. */
function tried(model: ModelName): bigint {
  const { instanceType, count } = variantsOf[model];
  let sum = 0n;
  let from: number | null = null;
  for (const { kind, at } of yearIn(model).ledger) {
    if (kind === "rollout-started") from = Date.parse(at);
    if ((kind !== "rollout-promoted" && kind !== "rollout-rolled-back") || from === null) continue;
    sum += priced("hosting", instanceType, count * Math.round((Date.parse(at) - from) / 1_000));
    from = null;
  }
  return sum;
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
    const sumOf = (what: "retrainings" | "trials") =>
      months.reduce((sum, month) => sum + month[what].micros, 0);
    expect({ retrainings: ofMicros(sumOf("retrainings")), trials: ofMicros(sumOf("trials")) }).toEqual({
      retrainings: cents(ran(model).reduce((sum, run) => sum + run.sum, 0n)),
      trials: cents(tried(model)),
    });
    expect(months.map(({ retrainings, trials }) => retrainings.unknown + trials.unknown)).toEqual(
      months.map(() => 0),
    );
    expect(months.length).toBeGreaterThanOrEqual(12);
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
