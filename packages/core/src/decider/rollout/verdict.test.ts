import { describe, expect, it } from "vitest";
import { modelPolicy } from "../../policy/policy.ts";
import type { TrialCounts } from "../../vocabulary/state.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import type { LookMetrics, VariantMetrics } from "../../vocabulary/trial/look-metrics.ts";
import { minimumEffectsOf } from "./evidence/minimum-effects.ts";
import { dividedSince, looked, newTrial } from "./trial.ts";
import { nextStep, type Trial, type TrialRules, verdict } from "./verdict.ts";

const start = new Date("2026-03-02T10:00:00Z");

const nothing = { trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 };

function rulesWith(more: object): TrialRules {
  return modelPolicy.shape.rollout.parse({ ramp: [10, 50], minimumEffect: 0.05, deadline: "1 day", ...more });
}

type TestTrial = Trial & TrialCounts;

/** A trial whose traffic has been divided so for an hour. */
function trialOf(rules: TrialRules, weight = 50, more: Partial<ChampionHistory> = {}): TestTrial {
  const history = { rate: 0.7, weight: 100, errorRate: 0.002, latency: null, ...more };
  const trial = newTrial(history, { outcome: rules.minimumEffect, errors: 0.01, slow: 0.02 });
  return {
    ...trial,
    ...dividedSince(trial, "2026-03-02T09:00:00Z", weight),
    weight,
    others: [],
    among: 1,
    deadline: "2026-03-03T10:00:00Z",
  };
}

function arm(trials: number, successes: number, errors = 0): VariantMetrics {
  return { variant: "v", trials, successes, invocations: Math.max(100, trials), errors, slow: 0 };
}

function metrics(champion: VariantMetrics, challenger: VariantMetrics): LookMetrics {
  return { start: "2026-03-02T09:55:00Z", end: "2026-03-02T10:00:00Z", champion, challenger };
}

/** The same look again and again; the last verdict. */
function after(looks: number, one: LookMetrics, rules: TrialRules, weight?: number) {
  let trial = trialOf(rules, weight);
  let last = verdict(trial, one, rules, start);
  for (let look = 1; look < looks; look += 1) {
    trial = looked(trial, one);
    last = verdict(trial, one, rules, start);
  }
  return last;
}

const better = metrics(arm(200, 130), arm(200, 150));
const equal = metrics(arm(200, 140), arm(200, 140));
const worse = metrics(arm(200, 150), arm(200, 130));

describe("a look's verdict", () => {
  it("promotes what is proved, and only where the ramp ends", () => {
    expect(after(8, better, rulesWith({})).decision).toBe("promote");
    const early = after(8, better, rulesWith({}), 10);
    expect(early).toMatchObject({ decision: "shift", proved: true });
    expect(nextStep({ weight: 10 }, rulesWith({}))).toBe(50);
  });

  it("rolls back on harm before anything else, and says by which numbers", () => {
    const harmful = after(8, worse, rulesWith({}), 10);
    expect(harmful.decision).toBe("roll-back");
    expect(harmful.evidence.worse).toBeGreaterThanOrEqual(harmful.line.harm);
    expect(harmful.reason).toContain("ln E");
    const failing = metrics(arm(200, 140, 0), arm(200, 140, 30));
    const guarded = rulesWith({ guards: { errorRate: 0.02 } });
    expect(after(6, failing, guarded)).toMatchObject({
      decision: "roll-back",
      judges: ["outcomes", "errors"],
    });
  });

  it("shares the harms' error probability between those that are judged", () => {
    const one = after(1, equal, rulesWith({}));
    const two = after(1, equal, rulesWith({ guards: { errorRate: 0.02 } }));
    expect(one.line.harm).toBeCloseTo(Math.log(40), 12);
    expect(two.line.harm).toBeCloseTo(Math.log(80), 12);
  });

  it("goes on while neither is shown, and never takes too little for fine", () => {
    expect(after(3, equal, rulesWith({})).decision).toBe("continue");
    const thin = metrics(arm(200, 140), arm(3, 3));
    expect(after(1, thin, rulesWith({}), 10).decision).toBe("not-enough-data");
  });

  it("takes the smallest number that the policy asks for as enough, of invocations where there are no outcomes", () => {
    const rules = rulesWith({ minTrials: 30 });
    const of = (one: LookMetrics) => after(1, one, rules).decision;
    expect(of(metrics(arm(30, 20), arm(30, 20)))).toBe("continue");
    expect(of(metrics(arm(29, 20), arm(30, 20)))).toBe("not-enough-data");
    expect(of(metrics(arm(30, 20), arm(29, 20)))).toBe("not-enough-data");
    expect(of(metrics({ ...arm(0, 0), invocations: 30 }, { ...arm(0, 0), invocations: 30 }))).toBe(
      "continue",
    );
    expect(of(metrics({ ...arm(0, 0), invocations: 30 }, { ...arm(0, 0), invocations: 29 }))).toBe(
      "not-enough-data",
    );
  });

  it.each([
    [arm(0, 0), arm(200, 140), ["errors"]],
    [arm(200, 140), arm(0, 0), ["errors"]],
    [arm(1, 1), arm(1, 1), ["outcomes"]],
  ])("judges outcomes once both have some, and errors until then", (champion, challenger, judges) => {
    expect(after(1, metrics(champion, challenger), rulesWith({})).judges).toEqual(judges);
  });

  it("goes on judging outcomes in a look that brings none", () => {
    const trial = {
      ...trialOf(rulesWith({})),
      totals: { champion: { trials: 40, successes: 30 }, challenger: { trials: 40, successes: 30 } },
    };
    expect(verdict(trial, metrics(arm(0, 0), arm(0, 0)), rulesWith({}), start).judges).toEqual(["outcomes"]);
  });

  describe("where the policy asks for cold starts", () => {
    const rules = rulesWith({ guards: { errorRate: 0.01, coldStarts: 0.1 } });
    const asking = (weight: number): TestTrial => {
      const known = trialOf(rules, weight);
      return { ...known, referee: newTrial(known.history, minimumEffectsOf(rules)).referee };
    };
    /** Both arms in five periods, which are alike. */
    const cold = (champion: number, challenger: number) =>
      metrics({ ...arm(200, 140), coldStarts: champion }, { ...arm(200, 140), coldStarts: challenger });

    it("rolls back what waits for new compute more often by what matters, and names it", () => {
      const judged = verdict(asking(50), cold(10, 80), rules, start);
      expect(judged).toMatchObject({ decision: "roll-back", judges: ["outcomes", "errors", "cold-starts"] });
      expect(judged.reason).toMatch(
        /wait for new compute more often than the champion's \(cold starts\): ln E/,
      );
    });

    it("shows no harm where both wait alike, or the challenger less", () => {
      for (const alike of [cold(60, 60), cold(80, 10)]) {
        let trial = asking(50);
        for (let look = 0; look < 30; look += 1) trial = looked(trial, alike);
        const { line, evidence } = verdict(trial, alike, rules, start);
        expect(evidence.coldStarts).toBeLessThan(line.harm);
      }
    });

    it("judges none while the challenger has less of the traffic, which keeps less compute warm", () => {
      const judged = verdict(asking(25), cold(10, 80), rules, start);
      expect(judged).toMatchObject({ decision: "shift", judges: ["outcomes", "errors"] });
      expect(judged.evidence.coldStarts).toBe(0);
      // What is judged before is as sure of harm as afterwards, so that all of it together is found falsely no more often.
      expect(judged.line.harm).toBe(verdict(asking(50), cold(10, 10), rules, start).line.harm);
      // Nor are they remembered.
      const trial = looked(asking(25), cold(10, 80));
      const even = { ...trial, ...dividedSince(trial, "2026-03-02T10:00:00Z", 50), weight: 50 };
      expect(verdict(even, cold(10, 10), rules, start).evidence.coldStarts).toBeLessThan(0.5);
    });
  });

  it("judges latency where the policy asks for it and the champion's own is known", () => {
    const rules = rulesWith({ guards: { p99Latency: 0.02 } });
    const slow = metrics(arm(200, 140), { ...arm(200, 140), slow: 60 });
    const known = trialOf(rules, 50, { latency: 900 });
    const judged = verdict(known, slow, rules, start);
    expect(judged).toMatchObject({ decision: "roll-back", judges: ["outcomes", "latency"] });
    expect(judged.reason).toContain("slower than the champion's own 99th percentile too often");
    expect(verdict(known, equal, rules, start)).toMatchObject({
      decision: "continue",
      judges: ["outcomes", "latency"],
    });
    expect(verdict(trialOf(rules), slow, rules, start)).toMatchObject({
      decision: "continue",
      judges: ["outcomes"],
    });
    expect(verdict(known, slow, rulesWith({}), start)).toMatchObject({
      decision: "continue",
      judges: ["outcomes"],
    });
  });

  it("says what is not shown yet", () => {
    expect(after(1, equal, rulesWith({})).reason).toMatch(
      /^Neither better nor harmful is shown yet \(ln E better/,
    );
    expect(after(1, equal, rulesWith({ promoteWhen: "not worse" })).reason).toMatch(
      /^Neither not to be worse nor harmful is shown yet \(ln E not worse/,
    );
  });

  it("ends at the deadline", () => {
    const rules = rulesWith({});
    const late = verdict(trialOf(rules), equal, rules, new Date("2026-03-03T10:00:00Z"));
    expect(late).toMatchObject({ decision: "deadline", ending: "roll-back" });
  });

  it.each([
    ["promote", "promote"],
    ["hold", "hold"],
    ["roll back", "roll-back"],
  ] as const)("makes of the deadline what the policy says, which is to %s", (atDeadline, ending) => {
    const rules = rulesWith({ atDeadline });
    const late = verdict(trialOf(rules), equal, rules, new Date("2026-03-03T10:00:00Z"));
    expect(late).toMatchObject({ decision: "deadline", ending });
  });

  describe("at a deadline where the policy promotes", () => {
    const rules = rulesWith({ atDeadline: "promote", minTrials: 30 });
    const of = (seen: Partial<Trial>, one: LookMetrics) =>
      verdict({ ...trialOf(rules), ...seen }, one, rules, new Date("2026-03-03T10:00:00Z"));
    const asked = (invocations: number, trials = 0) => ({ ...arm(trials, 0), invocations });
    const seen = (invocations: number, trials = 0) => ({ ...nothing, invocations, trials });

    it.each([
      ["nobody asked anything", {}, asked(0), asked(0), "challenger had 0 requests", "champion 0"],
      ["nobody asked the challenger", {}, asked(900), asked(0), "challenger had 0 requests", "champion 900"],
      [
        "hardly anybody asked the champion",
        { challengerSeen: seen(500) },
        asked(29),
        asked(5),
        "challenger had 505 requests",
        "champion 29",
      ],
    ] as const)("rolls back where %s, and says so", (_, before, champion, challenger, ...told) => {
      const { ending, reason, decision } = of(before, metrics(champion, challenger));
      expect({ ending, decision }).toEqual({ ending: "roll-back", decision: "deadline" });
      expect(reason).toContain("the policy says: promote. But there is no data: ");
      for (const words of told) expect(reason).toContain(words);
    });

    it.each([
      ["this look alone", {}, 30, 30],
      ["the looks before", { championSeen: seen(30), challengerSeen: seen(30) }, 0, 0],
      ["few in each look, together", { championSeen: seen(28), challengerSeen: seen(29) }, 2, 1],
      [
        "outcomes whose invocations nobody counts",
        { championSeen: seen(0, 30), challengerSeen: seen(0, 30) },
        0,
        0,
      ],
    ] as const)("promotes on %s", (_, before, champion, challenger) => {
      expect(of(before, metrics(asked(champion), asked(challenger))).ending).toBe("promote");
    });
  });

  it("says what there is too little of, in which arm, and how much is needed", () => {
    const rules = rulesWith({ minTrials: 30 });
    const told = (champion: VariantMetrics, challenger: VariantMetrics, weight = 50) =>
      verdict(trialOf(rules, weight), metrics(champion, challenger), rules, start).reason;
    expect(told({ ...arm(12, 9), invocations: 144 }, { ...arm(31, 20), invocations: 168 })).toBe(
      "Too few outcomes to go on: the challenger has 31 and the champion 12 since the traffic was divided so, and 30 are needed in each arm.",
    );
    expect(told({ ...arm(0, 0), invocations: 144 }, { ...arm(0, 0), invocations: 8 })).toBe(
      "Too few invocations after the warm-up to go on: the challenger has 8 and the champion 144 since the traffic was divided so, and 30 are needed in each arm.",
    );
    expect(told(arm(40, 30), arm(40, 30), 0)).toBe(
      "The challenger has none of the traffic yet: nothing to go on.",
    );
  });

  it("shows an equal challenger not to be worse, where that is what the policy asks", () => {
    expect(after(20, equal, rulesWith({ promoteWhen: "not worse" })).decision).toBe("promote");
    expect(after(20, equal, rulesWith({})).decision).toBe("continue");
  });

  it("is not deceived by a base rate that rises while the challenger's share does", () => {
    const rules = rulesWith({ promoteWhen: "not worse" });
    let trial = trialOf(rules);
    let pooled = 0;
    const sums = { champion: arm(0, 0), challenger: arm(0, 0) };
    for (let look = 0; look < 30; look += 1) {
      const share = 0.05 + (0.45 * look) / 29;
      const rate = 0.5 + (0.3 * look) / 29;
      const counts = (size: number, successRate: number) =>
        arm(Math.round(size), Math.round(Math.round(size) * successRate));
      // Worse by the margin at every look.
      const one = metrics(counts(1_000 * (1 - share), rate), counts(1_000 * share, rate - 0.05));
      sums.champion = arm(
        sums.champion.trials + one.champion.trials,
        sums.champion.successes + one.champion.successes,
      );
      sums.challenger = arm(
        sums.challenger.trials + one.challenger.trials,
        sums.challenger.successes + one.challenger.successes,
      );
      pooled =
        sums.challenger.successes / sums.challenger.trials - sums.champion.successes / sums.champion.trials;
      const { evidence, line } = verdict(trial, one, rules, start);
      expect(evidence.notWorse).toBeLessThan(line.better);
      trial = looked(trial, one);
    }
    expect(pooled).toBeGreaterThan(0);
  });
});
