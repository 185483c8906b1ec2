import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { modelPolicy } from "../../policy/policy.ts";
import type { ChampionHistory } from "../../vocabulary/trial/champion-history.ts";
import type { ArmPeriod, PeriodCounts } from "../../vocabulary/trial/period-counts.ts";
import { historyOf } from "./evidence/seed.ts";
import { Rehearsal, type RehearsedLook } from "./rehearsal.ts";

const minute = 60_000;
const start = Date.parse("2026-03-02T10:00:00Z");

interface Arm {
  readonly rate: number;
  /** Minutes until good outcomes, and bad ones, are known; null for never. */
  readonly good: number;
  readonly bad: number | null;
  /** Share of requests that ever have an outcome. */
  readonly labelled?: number;
}

interface Plan {
  readonly champion: Arm;
  readonly challenger: Arm;
  readonly history?: Partial<ChampionHistory>;
  readonly rules?: object;
  readonly seed: number;
  /** Requests a minute. */
  readonly traffic?: number;
  /** The champion's load before the trial does not count: its cohort begins with the trial. */
  readonly minutes: number;
}

/** A trial of minutes whose outcomes become known with time, looked at every five minutes; the ramp is 5, 25, 50. */
function trialOf({
  champion,
  challenger,
  history,
  rules,
  seed,
  minutes,
  traffic = 200,
}: Plan): RehearsedLook {
  const policy = modelPolicy.shape.rollout.parse({
    ramp: [5, 25, 50],
    minimumEffect: 0.05,
    deadline: "1 day",
    ...rules,
  });
  const random = xoroshiro128plus(seed);
  const drawn = () => (random.next() >>> 0) / 2 ** 32;
  const rehearsal = new Rehearsal(
    {
      rate: 0.7,
      weight: 100,
      errorRate: 0,
      latency: null,
      maturity: 60 * minute,
      missing: "unknown",
      cycle: "none",
      ...history,
    },
    policy,
    start,
    5,
  );
  const served: { at: number; its: "champion" | "challenger"; good: boolean; known: number }[] = [];
  const arms = { champion, challenger };
  let last: RehearsedLook | null = null;
  for (let now = 0; now < minutes; now += 5) {
    for (let at = now; at < now + 5; at += 1) {
      for (let request = 0; request < traffic; request += 1) {
        const its = drawn() * 100 < rehearsal.weight ? "challenger" : "champion";
        const { rate, good, bad, labelled = 1 } = arms[its];
        const isGood = drawn() < rate;
        const wait = isGood ? good : bad;
        const ever = wait !== null && drawn() < labelled;
        served.push({ at, its, good: isGood, known: ever ? at + wait : Number.POSITIVE_INFINITY });
      }
    }
    last = rehearsal.look(periodsOf(served, now + 5), start + (now + 5) * minute);
    const { ending } = last.verdict;
    if (ending === "shift") rehearsal.divide(start + (now + 5) * minute, rehearsal.weight === 5 ? 25 : 50);
    else if (ending !== "continue" && ending !== "not-enough-data") return last;
  }
  if (!last) throw new Error("There was no look.");
  return last;
}

function periodsOf(
  served: readonly { at: number; its: "champion" | "challenger"; good: boolean; known: number }[],
  now: number,
): readonly PeriodCounts[] {
  const periods = Array.from({ length: now }, (_, index) => ({
    start: start + index * minute,
    champion: { ...none },
    challenger: { ...none },
  }));
  for (const { at, its, good, known } of served) {
    const arm = periods[at]?.[its];
    if (!arm) continue;
    arm.invocations += 1;
    if (known >= now) continue;
    arm.trials += 1;
    if (good) arm.successes += 1;
  }
  return periods;
}

const none: {
  -readonly [Field in "trials" | "successes" | "invocations" | "errors" | "slow"]: ArmPeriod[Field];
} = {
  ...{ trials: 0, successes: 0, invocations: 0, errors: 0, slow: 0 },
};
const equal = { rate: 0.7, good: 30, bad: 60 };

describe("equal arms whose good outcomes are known before the bad ones", () => {
  it.each([1, 2, 3, 4, 5, 6])("are not taken to differ (%i)", (seed) => {
    const { verdict } = trialOf({ champion: equal, challenger: equal, seed, minutes: 180 });
    expect(verdict).toMatchObject({ decision: "continue", proved: false });
  });
});

describe("a difference of the arms", () => {
  it("is found though outcomes come late", () => {
    const worse = { ...equal, rate: 0.6 };
    expect(trialOf({ champion: equal, challenger: worse, seed: 3, minutes: 400 }).verdict.decision).toBe(
      "roll-back",
    );
    const better = { ...equal, rate: 0.8 };
    expect(trialOf({ champion: equal, challenger: better, seed: 3, minutes: 400 }).verdict.decision).toBe(
      "promote",
    );
  });

  it("is found where only good outcomes are ever told, once requests without one are old", () => {
    const told = { rate: 0.6, good: 10, bad: null };
    const history = { missing: "failure", maturity: 20 * minute, rate: 0.6 } as const;
    const run = (rate: number) =>
      trialOf({ champion: told, challenger: { ...told, rate }, history, seed: 9, minutes: 300 }).verdict;
    expect(run(0.7).decision).toBe("promote");
    expect(run(0.5).decision).toBe("roll-back");
    expect(run(0.6)).toMatchObject({ decision: "continue", proved: false });
  });
});

describe("outcomes that are told of another part of the challenger's requests", () => {
  it("hold the trial", () => {
    const { verdict } = trialOf({
      champion: { rate: 0.7, good: 0, bad: 0, labelled: 0.8 },
      challenger: { rate: 0.9, good: 0, bad: 0, labelled: 0.5 },
      history: { maturity: 0 },
      seed: 4,
      minutes: 300,
    });
    expect(verdict).toMatchObject({ decision: "hold", ending: "hold" });
    expect(verdict.reason).toMatch(
      /not told of the same part of both arms' requests: of \d+\.?\d*% of the challenger's/,
    );
  });
});

describe("a proof", () => {
  const better = { rate: 0.85, good: 0, bad: 0 };
  const champion = { rate: 0.7, good: 0, bad: 0 };
  const run = (rules: object, history: Partial<ChampionHistory>, minutes: number) =>
    trialOf({ champion, challenger: better, seed: 8, minutes, rules, history: { maturity: 0, ...history } })
      .verdict;

  it("waits for the least duration, and says so", () => {
    const early = run({ atLeast: "3 hours" }, {}, 150);
    expect(early).toMatchObject({ decision: "continue", proved: true });
    expect(early.reason).toContain("the trial lasts 3 hours at least");
    expect(run({ atLeast: "3 hours" }, {}, 200).decision).toBe("promote");
  });

  it("waits for a day where traffic has a daily cycle and the trial may last longer", () => {
    expect(run({ deadline: "2 days" }, { cycle: "daily" }, 300)).toMatchObject({
      decision: "continue",
      reason: expect.stringContaining("the trial lasts 1 day at least"),
    });
    expect(run({ deadline: "2 days" }, { cycle: "none" }, 300).decision).toBe("promote");
  });

  it("is divided by what is known to go together", () => {
    const designEffects = { outcomes: 40, errors: 1, slow: 1 };
    const divided = run({}, { designEffects }, 40);
    expect(divided).toMatchObject({ proved: false, designEffects: { outcomes: 40 } });
    expect(run({}, {}, 40).proved).toBe(true);
  });
});

const halfRules = modelPolicy.shape.rollout.parse({ ramp: [10, 50], warmUp: "1 minute" });
const arm = (requests: number): ArmPeriod => ({
  invocations: requests,
  errors: 1,
  slow: 0,
  trials: requests,
  successes: requests / 2,
});
/** A tenth of the traffic for seven minutes, and then a half. */
const periods = Array.from({ length: 10 }, (_, at): PeriodCounts => {
  const share = at < 7 ? 10 : 50;
  return { start: start + at * minute, champion: arm(100 - share), challenger: arm(share) };
});

describe("a trial that is rehearsed", () => {
  it("counts what a look reads of before the traffic was divided anew as it was divided then", () => {
    const rehearsal = new Rehearsal(historyOf(undefined, {}), halfRules, start, 10);
    rehearsal.look(periods.slice(0, 5), start + 5 * minute);
    rehearsal.divide(start + 7 * minute, 50);
    const { metrics } = rehearsal.look(periods, start + 10 * minute);

    expect(metrics.start).toBe("2026-03-02T10:05:00.000Z");
    expect(
      metrics.requests?.cohorts.map(({ champion, challenger }) => [champion.requests, challenger.requests]),
    ).toEqual([
      [630, 70],
      [150, 150],
    ]);
    expect(metrics.challenger).toMatchObject({ trials: 170, invocations: 170, errors: 5 });
    // Without the minute in which the new share began.
    expect(metrics.requests?.warm.challenger).toMatchObject({ invocations: 120, errors: 4 });
    expect(rehearsal.weight).toBe(50);
  });
});
