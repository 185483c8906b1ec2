import { describe, it } from "vitest";
import type { RequestsRead } from "../../vocabulary/trial/look-metrics.ts";
import { minute } from "../testing/model.ts";
import { underPolicy } from "../testing/specification.ts";
import { commanded, later, onTrial, type Step, settled } from "../testing/steps.ts";

const nobody = { requests: 0, trials: 0, successes: 0 };
const none = { pairs: 0, squares: 0, trials: 0, successes: 0 };
const even = { outcomes: none, errors: none, slow: none };

interface Shown {
  /** Of 400 requests of the challenger so many have an outcome, of the champion 300. */
  readonly labelled?: number;
  readonly good?: number;
  readonly errors?: number;
  /** Whether the guards see the challenger's requests: the warm-up is over. */
  readonly isWarm?: boolean;
  /** What was served since the traffic was divided so, where the split is checked. */
  readonly served?: { readonly champion: number; readonly challenger: number };
}

/** One more look of five minutes at the last cohort, whose outcomes are known at once. */
function looked({ labelled = 300, good = 225, errors = 0, isWarm = true, served }: Shown = {}): Step {
  return (model) => {
    model.later(5 * minute);
    const { at, identity } = model.next("look");
    const { rollout } = model.state;
    if (!rollout) throw new Error("There is no rollout.");
    const arms = {
      champion: { requests: 400, trials: 300, successes: 225 },
      challenger: { requests: 400, trials: labelled, successes: good },
    };
    const plus = (name: "champion" | "challenger", before = nobody) => ({
      requests: before.requests + arms[name].requests,
      trials: before.trials + arms[name].trials,
      successes: before.successes + arms[name].successes,
    });
    const last = rollout.cohorts.length - 1;
    const requests: RequestsRead = {
      cohorts: rollout.cohorts.map(({ since, champion, challenger }, index) => ({
        since,
        champion: index === last ? plus("champion", champion) : champion,
        challenger: index === last ? plus("challenger", challenger) : challenger,
      })),
      matured: { until: at, ...arms },
      warm: {
        champion: { invocations: isWarm ? 400 : 0, errors: 0, slow: 0 },
        challenger: { invocations: isWarm ? 400 : 0, errors: isWarm ? errors : 0, slow: 0 },
      },
      dispersions: { champion: even, challenger: even },
      unitDesignEffect: 1,
      ...(served && {
        split: {
          of: "requests",
          served: rollout.cohorts.map((_, index) =>
            index === last ? served : { champion: 40_000, challenger: 2_000 },
          ),
          designEffect: 1,
        },
      }),
    };
    const arm = (name: "champion" | "challenger") => ({
      variant: rollout[name].variant,
      trials: arms[name].trials,
      successes: arms[name].successes,
      invocations: 400,
      errors: name === "challenger" ? errors : 0,
      slow: 0,
    });
    return model.tell({
      kind: "look-read",
      identity,
      at,
      model: "meadow",
      rollout: rollout.rollout,
      look: rollout.looks + 1,
      metrics: {
        start: new Date(Date.parse(at) - 5 * minute).toISOString(),
        end: at,
        champion: arm("champion"),
        challenger: arm("challenger"),
        requests,
      },
    });
  };
}

const trial = underPolicy({ rollout: { ramp: [50], minimumEffect: 0.05, warmUp: "1 second" } });
const fewer = looked({ labelled: 180, good: 170 });

describe("outcomes of another part of the challenger's requests", () => {
  it("hold the trial, whatever they say", () => {
    trial
      .given(...onTrial)
      .when(fewer)
      .then([
        ["rollout-looked", { decision: "hold" }, "A person must look where outcomes come from"],
        ["rollout-held", { reason: /not told of the same part/ }],
      ])
      .leaves({ rollout: { phase: "held" } });
  });

  it("are looked at anew when a person has resumed the trial", () => {
    const resumed = [...onTrial, fewer, commanded({ name: "resume" })];
    trial
      .given(...resumed)
      .when(looked())
      .then([["rollout-looked", { decision: "continue" }]]);
    trial
      .given(...resumed)
      .when(fewer)
      .then([["rollout-looked", { decision: "hold" }], "rollout-held", "effect-dropped"]);
  });

  it("keep a proof from promoting before they are as many that a person must look", () => {
    trial
      .given(...onTrial)
      .when(looked({ labelled: 258, good: 252 }))
      .then([
        [
          "rollout-looked",
          { decision: "continue", proved: true },
          "outcomes are known of 64.5% of its requests and of 75% of the champion's",
        ],
      ]);
    trial
      .given(...onTrial)
      .when(looked({ good: 290 }))
      .then([["rollout-looked", { decision: "promote" }], "weights-shifted"], ["deploy-winner"]);
  });
});

describe("traffic that is not divided as it was asked for", () => {
  const off = looked({ good: 290, served: { champion: 10_600, challenger: 9_400 } });
  const even = { champion: 10_030, challenger: 9_970 };
  const paging = underPolicy({
    rollout: { ramp: [50], minimumEffect: 0.05, warmUp: "1 second" },
    alerts: { page: ["rollout-held"] },
  });

  it("holds the trial whatever is proved, says what was served of what was asked for, and pages", () => {
    paging
      .given(...onTrial)
      .when(off)
      .then(
        [
          [
            "rollout-looked",
            { decision: "hold", proved: true, split: { found: "mismatch", asked: 0.5, served: 0.47 } },
            "served 47% of the requests, 9400 of 20000, and 50% were asked for (ln E",
          ],
          ["rollout-held", { reason: /Look for callers that name a variant themselves/ }],
          ["alert-raised", { severity: "page", aboutKind: "rollout-held" }],
        ],
        ["send-alert"],
      )
      .leaves({ rollout: { phase: "held" } });
  });

  it("lets the trial go on when a person resumes it, and is asked anew of what comes", () => {
    const resumed = [
      ...onTrial,
      looked({ served: { champion: 10_600, challenger: 9_400 } }),
      commanded({ name: "resume" }),
    ];
    trial
      .given(...resumed)
      .when(looked({ served: even }))
      .then([["rollout-looked", { decision: "continue", split: { found: "as asked", champion: 10_030 } }]]);
    trial
      .given(...resumed)
      .when(off)
      .then([["rollout-looked", { decision: "hold" }], "rollout-held", "effect-dropped"]);
  });

  it("is no matter where it is as asked, or the policy wants no check", () => {
    trial
      .given(...onTrial)
      .when(looked({ good: 290, served: even }))
      .then(
        [["rollout-looked", { decision: "promote", split: { found: "as asked" } }], "weights-shifted"],
        ["deploy-winner"],
      );
    underPolicy({ rollout: { ramp: [50], minimumEffect: 0.05, warmUp: "1 second", splitCheck: "none" } })
      .given(...onTrial)
      .when(off)
      .then([["rollout-looked", { decision: "promote" }], "weights-shifted"], ["deploy-winner"]);
  });
});

describe("the guards", () => {
  const guarded = underPolicy({
    rollout: { ramp: [50, 80], guards: { errorRate: 0.02 }, warmUp: "5 minutes" },
  });

  it("judge nothing of the warm-up, and nothing goes on without them", () => {
    guarded
      .given(...onTrial)
      .when(looked({ errors: 80, isWarm: false }))
      .then([
        [
          "rollout-looked",
          { decision: "not-enough-data" },
          "Too few invocations after the warm-up to go on: the challenger has 0 and the champion 0",
        ],
      ]);
  });

  it("judge what comes after it", () => {
    guarded
      .given(...onTrial, looked({ errors: 80, isWarm: false }))
      .when(looked({ errors: 80 }))
      .then(
        [["rollout-looked", { decision: "roll-back" }, "fails more often"], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });
});

describe("the least duration", () => {
  const atLeast = underPolicy({
    rollout: { ramp: [50], minimumEffect: 0.05, warmUp: "1 second", atLeast: "1 hour" },
  });
  const better = looked({ good: 290 });

  it("counts how long both arms had traffic, and not how long the trial was held", () => {
    atLeast
      .given(...onTrial, later(60 * minute))
      .when(better)
      .then([["rollout-looked", { decision: "promote" }], "weights-shifted"], ["deploy-winner"]);
    const held = [...onTrial, fewer, later(60 * minute), commanded({ name: "resume" })];
    atLeast
      .given(...held)
      .when(better)
      .then([["rollout-looked", { decision: "continue" }, "the trial lasts 1 hour at least"]]);
  });
});

describe("a bake", () => {
  it("judges outcomes of requests that are old enough, and the guards after the warm-up", () => {
    const bakes = underPolicy({
      rollout: {
        ramp: [50],
        minimumEffect: 0.05,
        warmUp: "1 second",
        bake: { for: "1 hour" },
        guards: { errorRate: 0.02 },
      },
    });
    const baking = [...onTrial, looked(), commanded({ name: "promote" }), settled];
    bakes
      .given(...baking)
      .when(looked({ errors: 90, isWarm: false }))
      .then([["rollout-watched", { decision: "continue", winner: { trials: 300, invocations: 0 } }]])
      .leaves({ rollout: { maturedUntil: "2026-07-06T09:10:00.000Z" } });
    bakes
      .given(...baking)
      .when(looked({ errors: 90 }))
      .then(
        [["rollout-watched", { decision: "roll-back" }, "fails more often"], "weights-shifted"],
        ["shift-weights", "restore-config"],
      );
  });
});
