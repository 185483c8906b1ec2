import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../policy/policy.ts";
import { noDispersion } from "../../stats/dispersion.ts";
import { seededIntegers } from "../../stats/random.ts";
import type { QueueHistory } from "../../vocabulary/trial/champion-history.ts";
import type { Backlog, LookMetrics } from "../../vocabulary/trial/look-metrics.ts";
import type { ArmPeriod } from "../../vocabulary/trial/period-counts.ts";
import { queueHistoryOf } from "../rollout/counts/queue-history.ts";
import { minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import {
  commanded,
  confirmed,
  endpointIs,
  looked,
  policyBecomes,
  registered,
  type Step,
  settled,
} from "../testing/steps.ts";

const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
const policyOf = (bakesFor: string): Partial<ModelPolicyInput> => ({
  serving: "asynchronous",
  asynchronous: { successTopic: topic("answers"), errorTopic: topic("errors") },
  rollout: {
    ...{ lookEvery: "5 minutes", warmUp: "1 second", bake: { for: bakesFor } },
    guardrails: { shift: "all at once", alarms: ["meadow-failures"] },
    guards: { backlog: { perInstance: 20, oldest: "30 minutes" } },
  },
});
const queued = underPolicy(policyOf("1 hour"));
const traits = {
  ...{ shadows: false, serverless: false, asynchronous: true, components: false, multiModel: false },
  ...{ containers: 1, metricsEvery: 60 },
};
/** The champion answered 240 an hour, 20 in each look, and three waited at most. */
const usual: QueueHistory = { perInstance: 3, oldest: minute, answeredPerHour: 240, designEffect: 1 };
const before =
  (queue?: QueueHistory): Step =>
  (model) => {
    const effects = { outcomes: 1, errors: 1, slow: 1 };
    const periods = { matured: 0, maturity: null, designEffects: effects, cycle: "none" as const };
    model.say({
      championHistory: {
        ...{ trials: 0, successes: 0, invocations: 4_000, errors: 0, latency: 900 },
        periods: { ...periods, ...(queue && { queue }) },
      },
    });
    return [];
  };
const baking = (queue?: QueueHistory): readonly Step[] => [
  ...[endpointIs({ traits }), before(queue), registered(2), commanded({ name: "approve", version: 2 })],
  ...[confirmed, settled],
];
const long: Backlog = { perInstance: 21, oldest: minute };
/** A look at the promoted version: so many were answered, and so much waited. */
const answering = (
  invocations: number,
  challenger: Backlog | null,
  within: Partial<Pick<LookMetrics, "start" | "end" | "queueHasGaps">> = {},
): Step => {
  const none = { outcomes: noDispersion, errors: noDispersion, slow: noDispersion };
  const counts = { trials: 0, successes: 0, invocations, errors: 0, slow: 0 };
  const warm = { invocations, errors: 0, slow: 0 };
  const requests = { requests: 0, trials: 0, successes: 0 };
  const more: Partial<LookMetrics> = {
    ...within,
    backlogs: { champion: challenger, challenger },
    requests: {
      cohorts: [],
      matured: { until: "2026-07-06T09:00:00.000Z", champion: requests, challenger: requests },
      ...{ warm: { champion: warm, challenger: warm }, unitDesignEffect: 1 },
      dispersions: { champion: none, challenger: none },
    },
  };
  return looked({ challenger: counts, more });
};

describe("the queue of a promoted version", () => {
  it("is watched where the champion's is known and shorter than it may be, and the promotion says so", () => {
    queued
      .given(...baking(usual).slice(0, -1))
      .when(settled)
      .then(
        [
          [
            "rollout-promoted",
            {},
            "Its queue is watched: longer than guards.backlog says, while fewer than the champion's 240",
          ],
        ],
        ["mark-package", "mark-package"],
      );
  });

  it.each([
    [undefined, "Its queue cannot be judged: the champion's was measured for too few looks"],
    [{ ...usual, perInstance: 30 }, "Its queue cannot be judged: the champion's was longer than"],
  ])("is not where the champion's says nothing", (queue, says) => {
    queued
      .given(...baking(queue).slice(0, -1))
      .when(settled)
      .then([["rollout-promoted", {}, says]], ["mark-package", "mark-package"]);
    queued
      .given(...baking(queue))
      .when(answering(0, long))
      .then([["rollout-watched", { decision: "continue", backlog: long }]]);
  });

  it("takes it back where more waits than may, and far fewer are answered than by the champion", () => {
    queued
      .given(...baking(usual))
      .when(answering(0, long))
      .then(
        [
          ["rollout-watched", { decision: "roll-back", backlog: long }, "that is the version, and no load"],
          "weights-shifted",
        ],
        ["restore-config"],
      );
    queued
      .given(...baking(usual))
      .when(answering(0, { perInstance: 1, oldest: 31 * minute }))
      .then(["rollout-watched", "weights-shifted"], ["restore-config"]);
  });

  it.each([
    ["as many are answered: that is load", 20, long, usual, "that is load"],
    ["chance may be why fewer are", 12, long, usual, "too little to tell it from chance"],
    [
      "the champion's own number was never steady",
      0,
      long,
      { ...usual, designEffect: 9 },
      "too little to tell",
    ],
    ["no more waits than may", 0, { perInstance: 20, oldest: minute }, usual, "No harm is shown"],
    ["nobody measured it", 0, null, usual, "No harm is shown"],
  ])("goes on where %s", (_, answered, backlog, history, says) => {
    queued
      .given(...baking(history))
      .when(answering(answered, backlog))
      .then([["rollout-watched", { decision: "continue" }, says]]);
  });

  it("is held against what the champion answers in whole periods, without the one in which the warm-up ends", () => {
    const thousandAMinute = { ...usual, answeredPerHour: 60_000 };
    const afterTwoMinutes =
      (answered: number): Step =>
      (model) => {
        const start = model.state.rollout?.cohorts.at(-1)?.since ?? "";
        const end = new Date(Math.floor(Date.parse(start) / minute + 2) * minute).toISOString();
        return answering(answered, long, { start, end })(model);
      };
    queued
      .given(...baking(thousandAMinute))
      .when(afterTwoMinutes(1_000))
      .then([["rollout-watched", { decision: "continue" }, "that is load"]]);
  });

  it("shows nothing where a part of the look was not measured, of which no answers are known either", () => {
    queued
      .given(...baking(usual))
      .when(answering(0, long, { queueHasGaps: true }))
      .then([["rollout-watched", { decision: "continue" }, "the rest of the look is not known"]]);
  });

  it("shares the error out between the looks that were planned when it was promoted, whatever the policy says now", () => {
    const few = { ...usual, answeredPerHour: 78 };
    queued
      .given(...baking(few), policyBecomes(policyOf("5 minutes")))
      .when(answering(0, long))
      .then([["rollout-watched", { decision: "continue" }, "too little to tell it from chance"]]);
  });

  it("takes back by mistake at most as many as its part of the error, when it answers as the champion did at full load", () => {
    const integers = seededIntegers(11);
    const random = () => integers() / 2 ** 32;
    let takenBack = 0;
    const bakes = 150;
    for (let bake = 0; bake < bakes; bake += 1) {
      const steps = Array.from({ length: 10 }, () => answering(poisson(20, random), long));
      const { entries } = queued.given(...baking(usual), ...steps).when(answering(poisson(20, random), long));
      // Its last look is no turn of a bake that is over, and has more to it where it ends it.
      if (entries.length !== 1) takenBack += 1;
    }
    expect(takenBack / bakes).toBeLessThanOrEqual(0.025);
  });
});

describe("a champion's queue before a trial", () => {
  const period = (invocations: number, perInstance: number | null): ArmPeriod => ({
    ...{ trials: 0, successes: 0, errors: 0, slow: 0, invocations },
    ...(perInstance !== null && { backlog: { perInstance, oldest: 1_000 * perInstance } }),
  });

  it("is what waited all of a look, and what was answered meanwhile", () => {
    const periods = [period(4, 0), period(8, 50), period(6, 7), period(6, 9), period(4, 2), period(8, 0)];
    const thrice = [periods, periods, periods].flat();
    expect(queueHistoryOf(thrice, minute, 2 * minute)).toEqual({
      ...{ perInstance: 7, oldest: 7_000 },
      ...{ answeredPerHour: 360, designEffect: 1 },
    });
    const uneven = Array.from({ length: 8 }, (_, index) => period(index % 2 === 0 ? 2 : 60, 0));
    expect(queueHistoryOf(uneven, minute, minute)?.designEffect).toBeGreaterThan(20);
  });

  it("is unknown where it was measured for too few looks to know how much they differ", () => {
    const looks = (count: number) => Array.from({ length: count }, () => period(4, 0));
    expect(queueHistoryOf(looks(7), minute, minute)).toBeUndefined();
    expect(queueHistoryOf(looks(8), minute, minute)).toMatchObject({ answeredPerHour: 240 });
    expect(queueHistoryOf([period(4, null), period(4, null)], minute, 2 * minute)).toBeUndefined();
    expect(queueHistoryOf([period(4, 3), period(4, null)], minute, 2 * minute)).toBeUndefined();
  });
});

function poisson(mean: number, random: () => number): number {
  let [count, product] = [0, random()];
  while (product > Math.exp(-mean)) {
    count += 1;
    product *= random();
  }
  return count;
}
