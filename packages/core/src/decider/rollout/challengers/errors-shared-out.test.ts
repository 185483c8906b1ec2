import { describe, expect, it } from "vitest";
import { seededIntegers } from "../../../stats/random.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { VariantMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { minute } from "../../testing/model.ts";
import { lookAt, modelOfSeveral, trialOf } from "../../testing/several.ts";
import { verdict } from "../verdict.ts";
import { eachOf } from "./each.ts";
import { challengerDropped, lookedAt } from "./evolve.ts";
import { together } from "./judge-together.ts";

/*
 * Seeded trials of three challengers: each look counts a hundred requests of each variant, and the three are compared with
 * the same champion's.
 */
const perLook = 100;
const looks = 40;
const championRate = 0.75;

const meadow = trialOf(modelOfSeveral({ deadline: "30 days" }), 2, 3, 4);
lookAt(meadow, Object.fromEntries([2, 3, 4].map((version) => [version, { trials: 20, successes: 15 }])), {
  trials: 20,
  successes: 15,
});
meadow.settle();
const { rollout: begun } = meadow.state;
if (!begun) throw new Error("Nothing is on trial.");
const rules = meadow.policy.rollout;

interface Ended {
  /** The version that was promoted; null where none was. */
  readonly promoted: number | null;
  /** Those that were dropped for harm, or rolled back. */
  readonly harmful: readonly number[];
}

function tried(seed: number, rates: Readonly<Record<number, number>>, rollout: Rollout): Ended {
  const random = seededIntegers(seed);
  const count = (rate: number) => {
    let successes = 0;
    for (let one = 0; one < perLook; one += 1) if (random() / 2 ** 32 < rate) successes += 1;
    return successes;
  };
  const shown = (variant: string, successes: number): VariantMetrics => ({
    ...{ variant, trials: perLook, successes, invocations: perLook, errors: 0, slow: 0 },
  });
  const harmful: number[] = [];
  let trial = rollout;
  for (let look = 1; look <= looks; look += 1) {
    const [start, end] = [look, look + 1].map((at) =>
      new Date(Date.parse(rollout.readUntil ?? "") + 5 * at * minute).toISOString(),
    );
    const champion = shown("main", count(championRate));
    const judged = eachOf(trial).map((comparison) => {
      const { variant, version } = comparison.challenger;
      const challenger = shown(variant, count(rates[version] ?? championRate));
      const metrics = { start: start ?? "", end: end ?? "", champion, challenger };
      return { metrics, variant, verdict: verdict(comparison, metrics, rules, new Date(end ?? "")) };
    });
    for (const { metrics } of judged) trial = lookedAt(trial, metrics);
    const comparisons = eachOf(trial);
    const versionOf = (variant: string) =>
      comparisons.find(({ challenger }) => challenger.variant === variant)?.challenger.version ?? 0;
    const { drops, ending } = together(
      judged.flatMap((one) => {
        const comparison = comparisons.find(({ challenger }) => challenger.variant === one.variant);
        return comparison ? [{ comparison, verdict: one.verdict }] : [];
      }),
      true,
    );
    harmful.push(
      ...drops.filter(({ ended }) => ended === "rolled-back").map(({ variant }) => versionOf(variant)),
    );
    if (ending === "roll-back") harmful.push(...comparisons.map(({ challenger }) => challenger.version));
    for (const { variant } of drops) trial = challengerDropped(trial, variant);
    if (ending === "promote") return { promoted: trial.challenger.version, harmful };
    if (ending === "roll-back") break;
  }
  return { promoted: null, harmful };
}

function many(trials: number, seed: number, rates: Readonly<Record<number, number>>): readonly Ended[] {
  return Array.from({ length: trials }, (_, trial) => tried(seed + trial, rates, begun as Rollout));
}

const share = (ended: readonly Ended[], is: (one: Ended) => boolean) =>
  ended.filter(is).length / ended.length;

describe("three challengers that share the errors of one trial", () => {
  it("are promoted falsely no more often together than one alone may be, and called harmful as seldom", () => {
    const ended = many(400, 1_000, {});
    expect(share(ended, ({ promoted }) => promoted !== null)).toBeLessThanOrEqual(0.025);
    expect(share(ended, ({ harmful }) => harmful.length > 0)).toBeLessThanOrEqual(0.025);
  });

  it("have the better one among two equal ones found and promoted", () => {
    const ended = many(100, 2_000, { 3: 0.85 });
    expect(share(ended, ({ promoted }) => promoted === 3)).toBeGreaterThanOrEqual(0.97);
    expect(share(ended, ({ promoted }) => promoted !== null && promoted !== 3)).toBe(0);
  });

  it("have the best of two better ones promoted", () => {
    const ended = many(100, 3_000, { 2: 0.82, 4: 0.92 });
    expect(share(ended, ({ promoted }) => promoted === 4)).toBeGreaterThanOrEqual(0.97);
  });

  it("lose a harmful one while the others go on", () => {
    const ended = many(100, 4_000, { 2: 0.6 });
    expect(share(ended, ({ harmful }) => harmful.length === 1 && harmful[0] === 2)).toBeGreaterThanOrEqual(
      0.97,
    );
  });
});
