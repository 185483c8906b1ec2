import { describe, expect, it } from "vitest";
import type { ModelPolicyInput } from "../../../policy/policy.ts";
import { seededIntegers } from "../../../stats/random.ts";
import type { PairedRead, TransformJobChanged } from "../../../vocabulary/signal.ts";
import type { RolloutPaired } from "../../../vocabulary/state.ts";
import type { PairedRunRead } from "../../../vocabulary/trial/paired-runs.ts";
import { minute, refusal } from "../../testing/model.ts";
import { underPolicy } from "../../testing/specification.ts";
import {
  commanded,
  confirmed,
  endpointIs,
  later,
  policyBecomes,
  polled,
  refused,
  registered,
  type Step,
  settled,
  swept,
  told,
} from "../../testing/steps.ts";

import { judgeLabels, labelLimit } from "./bake-labels.ts";

const hour = 60 * minute;
const day = 24 * hour;

/** Labels say which of both answers is right. */
const labelled: Partial<ModelPolicyInput> = {
  serving: "batch",
  batch: { jobs: "meadow-nightly", inputs: "s3://meadow/in", outputs: "s3://meadow/answers" },
  quality: { groundTruth: "s3://meadow/truth", problem: "binary" },
  rollout: { deadline: "20 days", paired: { outputs: "s3://meadow/trials", runs: { atMost: 6 } } },
};
const nightly = underPolicy(labelled);
const agreeing = underPolicy({
  ...labelled,
  quality: undefined,
  rollout: {
    deadline: "20 days",
    paired: { outputs: "s3://meadow/trials", agreement: { at: 0, atLeast: 0.9 } },
  },
});

const approve = commanded({ name: "approve", version: 2 });
const onRoute = (config: string, version: number): Step =>
  endpointIs({
    config,
    variants: [
      {
        name: "batch",
        weight: 1,
        model: config,
        package: `arn:aws:sagemaker:eu-west-3:444455556666:model-package/meadow/${version}`,
      },
    ],
  });
const there = onRoute("meadow-1", 1);
const onTrial: readonly Step[] = [there, registered(2), approve];

/** A job of the team's ends well. */
function ended(night: number, changes: Partial<TransformJobChanged> = {}): Step {
  return told<TransformJobChanged>({
    kind: "transform-job-changed",
    job: `meadow-nightly-${night}`,
    arn: `arn:aws:sagemaker:eu-west-3:444455556666:transform-job/meadow-nightly-${night}`,
    status: "Completed",
    failureReason: null,
    uses: "meadow-1",
    taggedModel: null,
    ...changes,
  });
}

/** What is read of a run; 1,000 rows unless it says another number. */
function run(number: number, changes: Partial<PairedRunRead> = {}): PairedRunRead {
  return {
    ...{ run: number, status: "compared", reason: null, rows: 1_000, agreed: 800, outcomes: null },
    seconds: { champion: 100, challenger: 110 },
    ...changes,
  };
}

/** Of a thousand rows the challenger alone was right in so many, and the champion alone in so many. */
function right(number: number, challenger: number, champion: number): PairedRunRead {
  const [both, neither] = [600, 400 - challenger - champion];
  return run(number, {
    outcomes: { both, onlyChallenger: challenger, onlyChampion: champion, neither },
  });
}

/** The trial looks at its runs. */
function looked(...runs: readonly PairedRunRead[]): Step {
  return (model) => {
    const { rollout } = model.state;
    model.later(hour);
    const { at } = model.next("look");
    const look = (rollout?.looks ?? 0) + 1;
    return model.tell({
      kind: "paired-read",
      identity: `${rollout?.rollout}/look/${look}/${at}`,
      at,
      ...{ model: "meadow", rollout: rollout?.rollout ?? "none", look },
      reading: { end: at, runs },
    } satisfies PairedRead);
  };
}

const name = (number: number) => `driftwheel-meadow-v2-1-run-${number}`;
const nights = (count: number): readonly Step[] =>
  Array.from({ length: count }, (_, index) => [ended(index + 1), confirmed]).flat();
const better = (count: number) =>
  Array.from({ length: count }, (_, index) => right(index + 1, 150 + 10 * (index % 3), 40));
const promoted: readonly Step[] = [...onTrial, ...nights(5), looked(...better(5)), settled];

describe("a version of a batch that is approved", () => {
  it("goes on trial without any deployment, and waits for the team's next job", () => {
    nightly
      .given(there, registered(2))
      .when(approve)
      .then(
        [
          "command-accepted",
          "candidate-approved",
          [
            "rollout-started",
            {
              rollout: "meadow-v2-1",
              fromConfig: "meadow-1",
              config: "driftwheel-meadow-v2-1-model",
              paired: { parameter: "/meadow-prod/route", limits: { atLeast: 3, atMost: 6 }, labels: true },
            },
            /transforms the inputs of the next 6 transform jobs meadow-nightly at most/,
          ],
        ],
        ["set-approval", "start-rollout"],
      )
      .leaves({ rollout: { phase: "looking", weight: 0, change: null } });
  });

  it("asks for nothing but the route while it is on trial", () => {
    nightly
      .given(...onTrial)
      .when(polled)
      .then([])
      .after([{ ask: "endpoint", name: "meadow-nightly", route: "/meadow-prod/route" }]);
  });
});

describe("a job of the team's that ends well", () => {
  it("is followed by the challenger's on the same input, into a folder of its own", () => {
    nightly
      .given(...onTrial)
      .when(ended(1))
      .then(
        [
          "batch-job-finished",
          ["paired-run-started", { run: 1, of: "meadow-nightly-1", job: name(1) }, /in run 1 of 6/],
        ],
        [
          [
            "create-transform-job",
            {
              ...{ job: name(1), of: "meadow-nightly-1", output: `s3://meadow/trials/${name(1)}/` },
              ...{ uses: "driftwheel-meadow-v2-1-model", championModel: "meadow-1" },
            },
          ],
        ],
      );
  });

  it.each([
    ["used another model", [], ended(1, { uses: "meadow-0" })],
    ["ended while the model is paused", [commanded({ name: "pause" })], ended(1)],
    ["is one more than the trial takes", nights(6), ended(7)],
    ["ended before the trial, and is told late", [], ended(0, { at: "2026-01-01T00:00:00.000Z" })],
  ] as const)("is not followed where it %s", (_, before, then) => {
    nightly
      .given(...onTrial, ...before)
      .when(then)
      .then(["batch-job-finished"], []);
  });

  it("is not followed outside a trial", () => {
    nightly.given(there).when(ended(1)).then(["signal-observed", "batch-job-finished"], []);
  });
});

describe("a look at the runs", () => {
  it("promotes a challenger that is right more often in every run, by the route", () => {
    nightly
      .given(...onTrial, ...nights(5))
      .when(looked(...better(5)))
      .then(
        [
          [
            "paired-looked",
            { decision: "promote", counted: 5 },
            /right in 11\.8 points more of the same rows/,
          ],
          [
            "weights-shifted",
            {
              to: 100,
              modelRoute: { parameter: "/meadow-prod/route", uses: "driftwheel-meadow-v2-1-model" },
            },
          ],
        ],
        [["set-model-route", { uses: "driftwheel-meadow-v2-1-model", expected: { configs: ["meadow-1"] } }]],
      );
  });

  it("lets it have the jobs once the route names its model, and stops what still runs", () => {
    const { entries } = nightly
      .given(...onTrial, ...nights(6), looked(...better(5)))
      .when(settled)
      .then(
        [["rollout-promoted", { config: "driftwheel-meadow-v2-1-model", stop: [name(6)] }]],
        ["mark-package", "mark-package", ["stop-transform-job", { job: name(6) }]],
      )
      .leaves({ rollout: null, endpoint: { config: "driftwheel-meadow-v2-1-model" } });
    expect(entries[0]?.data).toMatchObject({ difference: expect.closeTo(0.118, 3) });
  });

  it("has not enough data before so many runs count as the policy wants", () => {
    nightly
      .given(...onTrial, ...nights(2))
      .when(looked(...better(2)))
      .then(
        [["paired-looked", { decision: "not-enough-data", counted: 2 }, /2 of its runs count, and 3/]],
        [],
      );
  });

  it("does not count a run whose labels are few, and counts it for good once it has them", () => {
    const few = {
      ...right(3, 160, 40),
      outcomes: { both: 10, neither: 0, onlyChampion: 0, onlyChallenger: 5 },
    };
    const before = nightly.given(...onTrial, ...nights(3), looked(...better(2), few));
    before.when(looked(few)).then([["paired-looked", { counted: 2 }]]);
    nightly
      .given(...onTrial, ...nights(3), looked(...better(3)))
      .when(looked(right(1, 0, 300)))
      .leaves({ rollout: { paired: { runs: [{ read: { outcomes: { onlyChallenger: 150 } } }, {}, {}] } } });
  });

  it("goes on while runs differ from each other more than from the champion", () => {
    nightly
      .given(...onTrial, ...nights(4))
      .when(looked(right(1, 150, 40), right(2, 40, 120), right(3, 200, 20), right(4, 60, 80)))
      .then([["paired-looked", { decision: "continue" }, /That it is better is not shown/]], []);
  });

  it("rolls a challenger back that is right less often in every run, and the route stays", () => {
    nightly
      .given(...onTrial, ...nights(5))
      .when(looked(...[30, 40, 35, 38, 33].map((alone, index) => right(index + 1, alone, 160))))
      .then(
        [
          ["paired-looked", { decision: "roll-back" }],
          ["weights-shifted", { to: 0, modelRoute: { uses: "meadow-1", anew: null } }],
        ],
        [["set-model-route", { uses: "meadow-1" }]],
      );
  });

  it("rolls it back when its job fails on an input that the champion's did not", () => {
    const failed = run(1, {
      ...{ status: "failed", reason: "AlgorithmError: no column rain", seconds: null },
    });
    nightly
      .given(...onTrial, ...nights(1))
      .when(looked(failed))
      .then(
        [
          [
            "paired-looked",
            { decision: "roll-back" },
            /Transform job driftwheel-meadow-v2-1-run-1 failed on the input of meadow-nightly-1: AlgorithmError: no column rain/,
          ],
          "weights-shifted",
        ],
        ["set-model-route"],
      );
    nightly
      .given(...onTrial, ...nights(1))
      .when(looked({ ...failed, reason: "CapacityError: no ml.m5.large" }))
      .then([["paired-looked", { decision: "not-enough-data" }, /no ml\.m5\.large/]], []);
  });

  it.each([
    'ClientError: No S3 objects found under S3 URL "s3://meadow/in/" given in input data source.',
    "ClientError: AccessDenied when writing to s3://meadow/trials/",
  ])("says nothing of a version whose job met %s", (reason) => {
    nightly
      .given(...onTrial, ...nights(1))
      .when(looked(run(1, { status: "failed", reason, seconds: null })))
      .then([["paired-looked", { decision: "not-enough-data" }]], []);
  });

  it("takes a job that never came for none, however late it is", () => {
    const reason = `transform job ${name(1)} is not there yet`;
    nightly
      .given(...onTrial, ended(1), later(6 * hour))
      .when(looked(run(1, { status: "running", reason, seconds: null, rows: 0, agreed: 0 })))
      .then(
        [
          [
            "paired-looked",
            { decision: "not-enough-data", runs: [{ status: "unread" }] },
            /was not there by/,
          ],
          "effect-dropped",
        ],
        ["stop-transform-job"],
      );
  });

  it("judges nothing once the policy does not say how any more, and rolls it back for that", () => {
    agreeing
      .given(...onTrial, ...nights(5), policyBecomes({ ...labelled, rollout: { ramp: [10] } }))
      .when(looked(...[1, 2, 3, 4, 5].map((number) => run(number, { agreed: 0 }))))
      .then(
        [["weights-shifted", { to: 0 }, /tries no version in transform jobs any more/]],
        ["set-model-route"],
      );
  });

  it("stops a job that runs for too long, and rolls the challenger back for it", () => {
    nightly
      .given(...onTrial, ...nights(1), later(6 * hour))
      .when(looked(run(1, { status: "running", seconds: null })))
      .then(
        [["paired-looked", { decision: "roll-back", stop: [name(1)] }, /it still ran at/], "weights-shifted"],
        [["stop-transform-job", { job: name(1) }], "set-model-route"],
      );
  });

  it("rolls it back when its jobs take more than twice as long", () => {
    const slow = (number: number) => ({
      ...right(number, 150, 40),
      seconds: { champion: 100, challenger: 210 },
    });
    nightly
      .given(...onTrial, ...nights(3))
      .when(looked(slow(1), slow(2), slow(3)))
      .then(
        [
          ["paired-looked", { decision: "roll-back" }, /took 630 seconds, more than 2 times/],
          "weights-shifted",
        ],
        ["set-model-route"],
      );
  });

  it("names the object and the line of an output that does not align, and judges nothing by it", () => {
    const reason =
      "s3://meadow/trials/run-1/a.csv.out: has no line 12; expected as many lines as s3://meadow/answers/a.csv.out has";
    nightly
      .given(...onTrial, ...nights(1))
      .when(looked(run(1, { status: "unread", reason, rows: 0, agreed: 0 })))
      .then(
        [["paired-looked", { decision: "not-enough-data", counted: 0 }, /a\.csv\.out: has no line 12/]],
        [],
      );
  });

  it("ends it as the policy says when its time is over, or its runs are", () => {
    nightly
      .given(...onTrial, ...nights(1), looked(...better(1)), later(20 * day))
      .when(looked())
      .then(
        [
          ["paired-looked", { decision: "roll-back" }, /Its time is over .* nothing is proved/],
          "weights-shifted",
        ],
        ["set-model-route"],
      );
    const mixed = [1, 2, 3, 4, 5, 6].map((number) =>
      right(number, number % 2 ? 150 : 40, number % 2 ? 40 : 150),
    );
    nightly
      .given(...onTrial, ...nights(6))
      .when(looked(...mixed))
      .then(
        [["paired-looked", { decision: "roll-back" }, /Its 6 runs are over/], "weights-shifted"],
        ["set-model-route"],
      );
  });

  it("waits for a person while the model is paused, unless there is harm", () => {
    nightly
      .given(...onTrial, ...nights(5), commanded({ name: "pause" }))
      .when(looked(...better(5)))
      .then([["paired-looked", { decision: "promote" }]], []);
  });
});

describe("a promoted version that bakes", () => {
  const bakes = underPolicy({
    ...labelled,
    rollout: {
      deadline: "20 days",
      paired: { outputs: "s3://meadow/trials", runs: { atMost: 6 }, bake: { jobs: 2 } },
    },
  });
  const its = { uses: "driftwheel-meadow-v2-1-model" };

  it("is watched in the team's next jobs, and stays once so many of them have ended well", () => {
    bakes
      .given(...onTrial, ...nights(5), looked(...better(5)))
      .when(settled)
      .then(
        [["rollout-promoted", { bake: { keepWarm: false } }, /bakes until 2 transform jobs have ended well/]],
        ["mark-package", "mark-package"],
      );
    bakes
      .given(...promoted)
      .when(ended(6, its))
      .then(["batch-job-finished", ["rollout-watched", { decision: "continue", winner: { invocations: 1 } }]])
      .leaves({ rollout: { phase: "baking" } });
    bakes
      .given(...promoted, ended(6, its))
      .when(ended(7, its))
      .then([
        "batch-job-finished",
        "rollout-watched",
        ["rollout-baked", {}, /All 2 transform jobs ended well/],
      ])
      .leaves({ rollout: null, endpoint: { config: its.uses } });
  });

  it("counts no job that still used the version before", () => {
    bakes
      .given(...promoted)
      .when(ended(6))
      .then(["batch-job-finished"], []);
  });

  it("is taken back by a job that fails for a reason of its own, and by the route", () => {
    const failed = ended(6, { ...its, status: "Failed", failureReason: "AlgorithmError: out of memory" });
    bakes
      .given(...promoted)
      .when(failed)
      .then(
        [
          "batch-job-failed",
          ["weights-shifted", { to: 0, modelRoute: { uses: "meadow-1", anew: null } }],
          "alert-raised",
        ],
        [["set-model-route", { uses: "meadow-1" }], "send-alert"],
      );
    bakes
      .given(...promoted, failed)
      .when(settled)
      .then(
        [["rollout-rolled-back", { takesBack: expect.any(Number) as number }]],
        ["mark-package", "set-approval", "mark-package"],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1" } });
    const without = { ...its, status: "Failed", failureReason: "CapacityError: none" } as const;
    bakes
      .given(...promoted)
      .when(ended(6, without))
      .then(["batch-job-failed", "alert-raised"], ["send-alert"]);
  });

  it("goes on where its looks see nothing, and ends when its time is over, with how many jobs ran", () => {
    bakes
      .given(...promoted, ended(6, its))
      .when(looked())
      .then([["rollout-watched", { decision: "continue" }, /1 of 2 transform jobs have ended well/]]);
    bakes
      .given(...promoted, ended(6, its), later(7 * day))
      .when(looked())
      .then([
        ["rollout-watched", { decision: "baked" }],
        ["rollout-baked", {}, /1 of 2 transform jobs have ended well/],
      ]);
  });

  it("goes back at once where a person undoes it", () => {
    bakes
      .given(...promoted)
      .when(commanded({ name: "undo" }))
      .then(
        ["command-accepted", ["weights-shifted", { to: 0, modelRoute: { uses: "meadow-1" } }]],
        ["set-model-route"],
      );
  });
});

describe("a bake that waits for labels", () => {
  const awaits = underPolicy({
    ...labelled,
    rollout: {
      deadline: "20 days",
      paired: {
        outputs: "s3://meadow/trials",
        runs: { atMost: 14 },
        bake: { jobs: 4, within: "14 days", labels: true },
      },
    },
  });
  const its = { uses: "driftwheel-meadow-v2-1-model" };
  /** The champion was right in 64% of a night's rows, give or take two. */
  const trial = Array.from({ length: 8 }, (_, index) => right(index + 1, 150, 40 + 20 * ((index % 3) - 1)));
  const baking: readonly Step[] = [...onTrial, ...nights(8), looked(...trial), settled];
  const used = (...jobs: readonly number[]): readonly Step[] => jobs.map((job) => ended(8 + job, its));
  /** Of a job's thousand rows so many were right; its label is known. */
  const known = (job: number, rows: number) =>
    run(job, { outcomes: { both: rows, onlyChallenger: 0, onlyChampion: 0, neither: 1_000 - rows } });

  it("says what is harm, by what the champion showed in the trial", () => {
    awaits
      .given(...onTrial, ...nights(8), looked(...trial))
      .when(settled)
      .then(
        [
          [
            "rollout-promoted",
            { bake: { limits: { outcomes: { limit: expect.closeTo(0.4, 1) as number } } } },
            /Their labels are waited for, and take it back where it is right in less than 59.8% of the rows/,
          ],
        ],
        ["mark-package", "mark-package"],
      );
  });

  it("goes on when its jobs have ended, and ends once their labels are known", () => {
    awaits
      .given(...baking, ...used(1, 2, 3))
      .when(used(4)[0] as Step)
      .then(["batch-job-finished", ["rollout-watched", { decision: "continue", job: "meadow-nightly-12" }]])
      .leaves({ rollout: { bake: { runs: [{ run: 1 }, { run: 2 }, { run: 3 }, { run: 4 }] } } });
    awaits
      .given(...baking, ...used(1, 2, 3, 4))
      .when(looked(known(1, 800), known(2, 790)))
      .then([
        [
          "rollout-watched",
          { decision: "continue" },
          /The labels of 2 of its 4 jobs are known: it was right/,
        ],
      ]);
    awaits
      .given(...baking, ...used(1, 2, 3, 4), looked(known(1, 800), known(2, 790)))
      .when(looked(known(3, 810), known(4, 800)))
      .then([
        ["rollout-watched", { decision: "baked" }],
        ["rollout-baked", {}, /All 4 transform jobs ended well. The labels of 4 of its 4 jobs/],
      ])
      .leaves({ rollout: null });
  });

  it("waits for the labels of so many jobs as it bakes for, and not for those of each next one", () => {
    awaits
      .given(...baking, ...used(1, 2, 3, 4, 5))
      .when(looked(known(1, 800), known(2, 790), known(3, 810), known(4, 800)))
      .then([["rollout-watched", { decision: "baked" }], "rollout-baked"])
      .leaves({ rollout: null });
  });

  it("counts a job once that a sweep found before its event came", () => {
    awaits
      .given(...baking, ...used(1), later(hour), ...used(2))
      .when(ended(9, its))
      .then(["batch-job-finished"])
      .leaves({ rollout: { bake: { requests: 2, runs: [{ run: 1 }, { run: 2 }] } } });
  });

  it("goes back where it is right less often than the champion was, in one job after the other", () => {
    const bad = [known(1, 300), known(2, 310), known(3, 290), known(4, 305), known(5, 295), known(6, 300)];
    awaits
      .given(...baking, ...used(1, 2, 3, 4, 5, 6))
      .when(looked(...bad))
      .then(
        [
          [
            "rollout-watched",
            { decision: "roll-back" },
            /less often than the champion of its trial: over 6 jobs it was right in 30/,
          ],
          ["weights-shifted", { to: 0, modelRoute: { uses: "meadow-1" } }],
        ],
        ["set-model-route"],
      );
  });

  it("shows no harm by one bad night, and ends when its time is over though labels lack", () => {
    awaits
      .given(...baking, ...used(1, 2, 3, 4))
      .when(looked(known(1, 100)))
      .then([["rollout-watched", { decision: "continue" }]]);
    awaits
      .given(...baking, ...used(1, 2, 3, 4), later(14 * day))
      .when(looked())
      .then([
        ["rollout-watched", { decision: "baked" }],
        ["rollout-baked", {}, /The labels of 0 of its 4 jobs are known/],
      ]);
  });

  it("does not judge labels where the champion's runs are too few to say how often it is right", () => {
    const few = [right(1, 150, 20), right(2, 160, 120)];
    awaits
      .given(...onTrial, ...nights(2), looked(...few), commanded({ name: "promote" }))
      .when(settled)
      .then(
        [["rollout-promoted", { bake: { limits: { outcomes: null } } }, /runs are too few to say/]],
        ["mark-package", "mark-package"],
      )
      .leaves({ rollout: { bake: { watched: { outcomes: null } } } });
  });

  it("takes back by mistake at most as many as the trial's harms may, where both are as good", () => {
    const integers = seededIntegers(5);
    const night = () => 600 + Math.floor((integers() / 2 ** 32) * 120);
    const bakes = 200;
    let takenBack = 0;
    for (let bake = 0; bake < bakes; bake += 1) {
      const paired = pairedOf(Array.from({ length: 8 }, (_, index) => known(index + 1, night())));
      const limit = labelLimit(paired, 0.0125, 0.02);
      if (!limit) continue;
      const jobs = Array.from({ length: 10 }, (_, index) => known(index + 1, night()));
      const isHarm = jobs.some((_, at) =>
        Boolean(judgeLabels(pairedOf(jobs.slice(0, at + 1)), limit.limit, Math.log(1 / 0.0125)).harm),
      );
      if (isHarm) takenBack += 1;
    }
    expect(takenBack / bakes).toBeLessThanOrEqual(0.025);
  });
});

/** Runs with what is known of them, as a trial has them. */
function pairedOf(reads: readonly PairedRunRead[]): RolloutPaired {
  const at = "2026-07-06T09:00:00.000Z";
  return {
    ...{ parameter: "/meadow/route", outputs: "s3://meadow/trials", limits: { atLeast: 3, atMost: 14 } },
    ...{ minRows: 100, labels: true, agreement: null, slowerBy: 2, longestRun: hour, bake: null },
    runs: reads.map((read) => ({ run: read.run, of: "a", job: "b", deadline: at, sequence: 1, read })),
  };
}

describe("what such a trial cost", () => {
  it("is asked of its jobs once it has ended", () => {
    underPolicy({
      ...labelled,
      retrain: { pipeline: "meadow-train", budget: { perMonth: "$50", perRun: "$2" } },
    })
      .given(...onTrial, ...nights(1), commanded({ name: "roll-back" }), settled)
      .when(swept)
      .after([
        "endpoint",
        "packages",
        {
          ask: "retrainingUsage",
          of: expect.any(Number) as number,
          source: { kind: "transform-job", names: [name(1)] },
        },
      ]);
  });
});

describe("without labels", () => {
  it("a challenger whose answers are the champion's takes the jobs", () => {
    agreeing
      .given(...onTrial, ...nights(5))
      .when(looked(...[960, 970, 955, 965, 972].map((agreed, index) => run(index + 1, { agreed }))))
      .then(
        [["paired-looked", { decision: "promote" }, /It agrees with the champion/], "weights-shifted"],
        ["set-model-route"],
      );
  });

  it("one whose answers are others is rolled back", () => {
    agreeing
      .given(...onTrial, ...nights(5))
      .when(looked(...[700, 720, 690, 705, 712].map((agreed, index) => run(index + 1, { agreed }))))
      .then([["paired-looked", { decision: "roll-back" }], "weights-shifted"], ["set-model-route"]);
  });
});

describe("the route during a trial", () => {
  it("that somebody else wrote is left alone, and told", () => {
    nightly
      .given(...onTrial, confirmed, onRoute("meadow-hand", 1), swept)
      .when(swept)
      .then(["endpoint-changed-outside", "rollout-held"])
      .leaves({ rollout: { phase: "held" } });
  });

  it("goes on with the same runs when a person resumes it", () => {
    nightly
      .given(...onTrial, ...nights(2), looked(...better(2)), onRoute("meadow-hand", 1), swept, swept, there)
      .when(commanded({ name: "resume" }))
      .leaves({ rollout: { phase: "looking", weight: 0, paired: { runs: [{ run: 1 }, { run: 2 }] } } });
  });

  it("goes back to the champion's model when it was rolled back by a person", () => {
    nightly
      .given(...onTrial, ...nights(1), commanded({ name: "roll-back" }))
      .when(settled)
      .then(
        [["rollout-rolled-back", { config: "meadow-1", stop: [name(1)] }]],
        ["mark-package", "set-approval", ["stop-transform-job", { job: name(1) }]],
      )
      .leaves({ rollout: null, endpoint: { config: "meadow-1" } });
  });

  it("is held when it could not be written", () => {
    nightly
      .given(...onTrial, ...nights(5), looked(...better(5)))
      .when(refused("set-model-route"))
      .leaves({ rollout: { phase: "held" } });
  });
});

describe("a run that could not be started", () => {
  it("does not count, and nobody waits for it", () => {
    nightly
      .given(...onTrial, ended(1))
      .when(refused("create-transform-job", "ResourceLimitExceeded: no instances"))
      .leaves({
        rollout: {
          paired: { runs: [{ read: { status: "unread", reason: expect.stringContaining("no instances") } }] },
        },
      });
  });
});

describe("a promoted version of a batch", () => {
  it("is taken back by an undo: the version before gets the route at once", () => {
    nightly
      .given(...promoted)
      .when(commanded({ name: "undo" }))
      .then(
        [
          "command-accepted",
          ["rollout-started", { rollout: "meadow-v1-2", undoes: {} }],
          ["weights-shifted", { to: 100, modelRoute: { uses: "driftwheel-meadow-v1-2-model" } }],
        ],
        ["start-rollout", "set-model-route"],
      );
    nightly
      .given(...promoted, commanded({ name: "undo" }))
      .when(settled)
      .then([["rollout-promoted", { undoes: {} }]], ["mark-package", "mark-package", "set-approval"])
      .leaves({ rollout: null, endpoint: { config: "driftwheel-meadow-v1-2-model" } });
  });

  it("is followed by no run any more", () => {
    nightly
      .given(...promoted, confirmed)
      .when(ended(9, { uses: "driftwheel-meadow-v2-1-model" }))
      .then(["batch-job-finished"], []);
  });
});

describe("without a rollout", () => {
  it("a version is approved and yours, as ever", () => {
    const { entries } = nightly
      .given(there, registered(2), policyBecomes({ ...labelled, rollout: { ramp: [10] } }))
      .when(approve)
      .then(["command-accepted", "candidate-approved"], ["set-approval"]);
    expect(entries[1]?.because).toContain("yourself");
    expect(
      refusal(
        nightly
          .given(there, policyBecomes({ ...labelled, rollout: { ramp: [10] } }))
          .when(commanded({ name: "undo" })).entries,
      ),
    ).toContain("no version was promoted");
  });
});
