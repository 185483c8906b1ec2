import { describe, expect, it } from "vitest";
import { replay } from "../evolve.ts";
import { minute, model } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import { endpointTold, found, later, newData, retrainingEnded, type Step, swept } from "../testing/steps.ts";
import { spending } from "./budget.ts";

const day = 24 * 60 * minute;
const job = { by: "train", use: "training", instanceType: "ml.m5.large", count: 1 } as const;
/** So many hours of ml.m5.large, $0.115 each. */
const ran = (hours: number): Step =>
  found({
    retrainingUsage: {
      ...{ of: 0, region: "us-east-1", unread: [], unknown: [] },
      used: [{ ...job, seconds: hours * 3_600 }],
    },
  });
const one = [newData, ...retrainingEnded("Succeeded"), swept];
const withBudget = (perMonth: `$${string}`, perRun: `$${string}`, alertAt = 1) =>
  underPolicy({ retrain: { pipeline: "meadow-train", budget: { perMonth, perRun, alertAt } } });

describe("the budget", () => {
  it("is spent by what a retraining cost, once that is known, and not by its estimate", () => {
    // 20 hours: $2.30 of $10.
    withBudget("$10", "$6")
      .given(endpointTold, ran(20), ...one, later(day))
      .when(newData)
      .then([["retraining-requested", {}, "and $7.70 of the month's budget are left"]], ["start-pipeline"]);
  });

  it("keeps back the run that would break it, and says when the next is possible", () => {
    // 50 hours: $5.75 each, of which the second leaves $0.50.
    withBudget("$12", "$2")
      .given(endpointTold, ran(50), ...one, later(day), ...one, later(day))
      .when(newData)
      .then([
        [
          "retraining-skipped",
          { reason: "budget", until: "2026-08-05T09:00:00.000Z" },
          "A run costs $2.00, and of $12.00 for 30 days only $0.50 are left; the next is possible at 2026-08-05T09:00:00.000Z.",
        ],
      ]);
    withBudget("$12", "$2")
      .given(endpointTold, ran(50), ...one, later(day), ...one, later(29 * day))
      .when(newData)
      .then(["retraining-requested"], ["start-pipeline"]);
  });

  it("counts the estimate of a run of which not all is known, and what is known where that is more", () => {
    const unpriced = (seconds: number) =>
      found({
        retrainingUsage: {
          ...{ of: 0, region: "us-east-1", unread: [] },
          ...{ used: [{ ...job, seconds }], unknown: ["step score ran on EMR"] },
        },
      });
    const left = (seconds: number) => {
      const meadow = model();
      for (const step of [endpointTold, unpriced(seconds), ...one]) step(meadow);
      const { estimated, left: is } = spending(
        replay("meadow", meadow.written),
        { perMonth: 10, perRun: 4, alertAt: 1 },
        new Date("2026-07-07T09:00:00.000Z"),
      );
      return [estimated, is];
    };
    expect(left(60)).toEqual([4_000_000, 6_000_000]);
    expect(left(40 * 3_600)).toEqual([4_600_000, 5_400_000]);
  });
});

describe("that little is left of the budget", () => {
  it("is told when the share is spent that the policy names, whoever asked for alerts", () => {
    // $2.30, $4.60, and with the estimate of the third $6.60 of $8.
    withBudget("$8", "$2", 0.8)
      .given(endpointTold, ran(20), ...one, later(day), ...one, later(day))
      .when(newData)
      .then(
        [
          "retraining-requested",
          [
            "budget-threshold-reached",
            {
              spent: 6_600_000,
              budget: 8_000_000,
              estimated: 2_000_000,
              nextPossible: "2026-08-05T09:00:00.000Z",
            },
            "Retrainings of the last 30 days have spent $6.60 of $8.00 (83%, $2.00 of it by the policy's estimate); the next run fits into it from 2026-08-05T09:00:00.000Z on.",
          ],
          ["alert-raised", { severity: "notify", subject: expect.stringContaining("$6.60 of $8.00") }],
        ],
        ["start-pipeline", "send-alert"],
      );
  });

  it("is told once, however often it is spent on after that", () => {
    withBudget("$20", "$5", 0.2)
      .given(endpointTold, ran(5), ...one, later(day))
      .when(newData)
      .then(["retraining-requested"], ["start-pipeline"]);
  });

  it("is told again once more was left in between", () => {
    // $5 of $20 is told of; what it cost was little, and thirty days later nothing of it counts.
    withBudget("$20", "$5", 0.2)
      .given(endpointTold, ran(5), ...one, later(31 * day))
      .when(newData)
      .then(
        ["retraining-requested", "budget-threshold-reached", "alert-raised"],
        ["start-pipeline", "send-alert"],
      );
  });
});
