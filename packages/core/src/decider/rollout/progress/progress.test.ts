import { describe, expect, it } from "vitest";
import type { Entry, EntryOf } from "../../../vocabulary/entry.ts";
import { model } from "../../testing/model.ts";
import { looked, onTrial, type Step, settled } from "../../testing/steps.ts";
import { needsOf, paceOf } from "./needs.ts";
import { followRollout } from "./progress.ts";

function ledgerOf(...steps: readonly Step[]) {
  const world = model({ rollout: { ramp: [20, 60] } });
  const entries: Entry[] = [];
  for (const step of steps) entries.push(...step(world));
  return { entries, policy: world.policy };
}

const small = { trials: 100, successes: 60, invocations: 100, errors: 2, slow: 1 };
const first = looked({ challenger: small });
const second = looked({ challenger: { successes: 340 } });

describe("a rollout look by look", () => {
  const { entries, policy } = ledgerOf(...onTrial, first, settled, second);
  const followed = followRollout("meadow-v2-1", entries);
  const [one, two] = followed?.progress ?? [];

  it("has what both arms have shown so far, and the shares that were asked for", () => {
    expect(followed?.progress).toHaveLength(2);
    expect(one).toMatchObject({
      look: 1,
      weight: 20,
      champion: { requests: 400, outcomes: 400, good: 300, guarded: { invocations: 400, errors: 0 } },
      challenger: { requests: 100, outcomes: 100, good: 60, mean: null, guarded: { errors: 2, slow: 1 } },
      ratio: { asked: 0.2, served: 0.2, standardErrors: 0 },
      split: null,
    });
    expect(two).toMatchObject({
      look: 2,
      weight: 60,
      champion: { outcomes: 800, good: 600 },
      challenger: { outcomes: 500, good: 400 },
    });
    // 500 at 20% and 800 at 60%: 580 of 1300 were asked for, and 500 served.
    expect(two?.ratio?.asked).toBeCloseTo(580 / 1_300);
    expect(two?.ratio?.served).toBeCloseTo(500 / 1_300);
    expect(two?.ratio?.standardErrors).toBeLessThan(-4);
  });

  it("has the difference with its interval, by looks of the same time and not of all outcomes in one pot", () => {
    expect(one?.differences.outcomes?.difference).toBeCloseTo(-0.15);
    // 80 and 200 are the blocks' weights: -0.15 and +0.1.
    expect(two?.differences.outcomes?.difference).toBeCloseTo((80 * -0.15 + 200 * 0.1) / 280);
    const { low = 0, high = 0 } = two?.differences.outcomes ?? {};
    expect(low).toBeLessThan(0);
    expect(high).toBeGreaterThan(0.02);
    expect(two?.differences.errors?.difference).toBeGreaterThan(0);
  });

  it("says what its referee still needs, each with what there is of it", () => {
    const look = entries.findLast(
      (entry): entry is EntryOf<"rollout-looked"> => entry.kind === "rollout-looked",
    );
    if (!followed?.rollout || !look || !policy) throw new Error("The trial goes on.");
    const needs = needsOf(followed.rollout, look.data, policy.rollout);
    expect(needs.map(({ of, met }) => [of, met])).toEqual([
      ["proof", false],
      ["no-harm", true],
      ["traffic", true],
      ["outcomes", true],
      ["duration", true],
    ]);
    expect(needs[3]).toMatchObject({ have: 400, wanted: 20 });
    expect(needs[4]).toMatchObject({ have: 600_000, wanted: 300_000 });
    expect(needs[0]?.wanted).toBeCloseTo(Math.log(40));
  });

  it("says how much more the proof takes at this pace, unless it is there or no nearer", () => {
    const arm = {
      requests: 300,
      outcomes: 300,
      good: 200,
      mean: null,
      guarded: { invocations: 0, errors: 0, slow: 0 },
    };
    const pace = (have: number) =>
      paceOf(
        [
          { of: "proof", met: have >= 3, have, wanted: 3 },
          { of: "duration", met: true, have: 60_000, wanted: 0 },
        ],
        { champion: arm, challenger: arm },
      );
    expect(pace(1)).toEqual({ outcomes: 1_200, milliseconds: 120_000 });
    expect([pace(3), pace(0), pace(-2)]).toEqual([null, null, null]);
  });

  it("is nothing where there is no such rollout, and has no looks before the first", () => {
    expect(followRollout("meadow-v9-1", entries)).toBeNull();
    expect(followRollout("meadow-v2-1", ledgerOf(...onTrial).entries)?.progress).toEqual([]);
  });
});
