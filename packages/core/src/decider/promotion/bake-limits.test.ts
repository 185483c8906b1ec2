import { expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import type { BakeLimits } from "../../vocabulary/entry.ts";
import { underPolicy } from "../testing/specification.ts";
import { commanded, found, looked, onTrial, type Step, settled } from "../testing/steps.ts";

const bake = { for: "1 hour" } as const;
const silent = { trials: 0, successes: 0, invocations: 400, errors: 0, slow: 4 };
const noOutcomes = looked({ champion: silent, challenger: silent });
const noHistory = found({
  championHistory: { trials: 0, successes: 0, invocations: 0, errors: 0, latency: null },
});

/** What a version that is promoted after these steps is watched for. */
function limits(guards: ModelPolicyInput["rollout"]["guards"], ...steps: readonly Step[]): BakeLimits {
  const { entries } = underPolicy({ rollout: { ramp: [20, 60], guards, bake } })
    .given(...steps, commanded({ name: "promote" }))
    .when(settled);
  const [promoted] = entries;
  if (promoted?.kind !== "rollout-promoted" || !promoted.data.bake) throw new Error("Nothing bakes.");
  return promoted.data.bake.limits;
}

it("is the most that the champion's rate may have been, and half of what counts as harm", () => {
  const { outcomes } = limits({}, ...onTrial, looked(), settled, looked());
  // 800 outcomes of its own and 60 of the day before, a quarter of them not good.
  expect(outcomes?.limit).toBeGreaterThan(0.25 + 0.01);
  expect(outcomes?.limit).toBeLessThan(0.34);
  expect(outcomes?.rise).toBe(0.02);
});

it("comes nearer to the champion's rate the longer it was seen", () => {
  const short = limits({}, ...onTrial, looked(), settled);
  const long = limits({}, ...onTrial, looked(), settled, looked(), looked(), looked());
  expect(long.outcomes?.limit).toBeLessThan(short.outcomes?.limit ?? 0);
});

it("watches errors and slow answers if the policy guards them", () => {
  expect(limits({}, ...onTrial, looked(), settled)).toMatchObject({ errors: null, slow: null });
  expect(limits({ errorRate: 0.02, p99Latency: 0.03 }, ...onTrial, looked(), settled)).toMatchObject({
    errors: { rise: 0.02 },
    slow: { rise: 0.03 },
  });
});

it("watches errors when there are no outcomes, so that something is watched", () => {
  expect(limits({}, noHistory, ...onTrial, noOutcomes, settled)).toMatchObject({
    outcomes: null,
    errors: { rise: 0.01 },
    slow: null,
  });
});

it("counts the day before where the champion's own arm is short, even without a look", () => {
  const without = limits({ errorRate: 0.02 }, ...onTrial);
  // 60 invocations without an error say little, and more than nothing.
  expect(without.errors?.limit).toBeLessThan(0.2);
  expect(without.outcomes?.limit).toBeLessThan(0.6);
});

it("watches nothing of which nothing was seen of the champion", () => {
  const { entries } = underPolicy({ rollout: { ramp: [20, 60], bake } })
    .given(noHistory, ...onTrial, commanded({ name: "promote" }))
    .when(settled);
  expect(entries[0]?.because).toContain("so only alarms are watched");
  expect(limits({ errorRate: 0.02 }, noHistory, ...onTrial)).toEqual({
    outcomes: null,
    errors: null,
    slow: null,
  });
});
