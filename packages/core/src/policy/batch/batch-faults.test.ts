import { describe, expect, it } from "vitest";
import { defineFleet } from "../define-fleet.ts";
import type { FleetInput } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";

const { endpoint: _, rollout: _ramp, ...common } = policyInput("tides");
const tides = {
  ...common,
  serving: "batch",
  batch: { jobs: "tides-nightly", every: "1 day" },
  route: { parameter: "/tides/route" },
  drift: { ...common.drift, capture: "s3://tides/captured" },
} as const;

const refused = (models: Readonly<Record<string, object>>): string => {
  try {
    // What a person wrote is not what the type wants: that is what is tested.
    defineFleet({ models: models as unknown as FleetInput["models"] });
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "";
};

describe("a model that is served in batch", () => {
  it("has no endpoint, and is known by its transform jobs", () => {
    const { models } = defineFleet({ models: { tides } });
    expect(models.tides).toMatchObject({
      serving: "batch",
      batch: { jobs: "tides-nightly", every: 86_400_000, late: 3_600_000 },
      route: { parameter: "/tides/route" },
    });
    expect(models.tides).not.toHaveProperty("endpoint");
  });

  it.each([
    [
      { endpoint: "tides-prod" },
      'models.tides.endpoint is "tides-prod": a model that is served in batch has none',
    ],
    [
      { batch: undefined },
      "models.tides.batch is missing: nothing says which transform jobs are the model's",
    ],
    [
      { batch: { jobs: "tides-" } },
      'models.tides.batch.jobs is "tides-": must be how its transform jobs\' names begin',
    ],
    [{ route: undefined }, "models.tides.route is missing: nothing says which model the transform jobs use"],
    [
      { route: { parameter: "/tides/route", proxy: true } },
      "models.tides.route.proxy is true: the proxy asks endpoints, and a batch has none",
    ],
    [
      { route: { parameter: "tides" } },
      'models.tides.route.parameter is "tides": must be the whole name of an SSM parameter',
    ],
    [{ rollout: { ramp: [10] } }, "models.tides.rollout.ramp is [10]: a batch has no traffic"],
    [{ rollout: {} }, "models.tides.rollout.paired is missing: nothing says how a version is tried"],
    [
      { drift: { ...tides.drift, predictionLog: "s3://tides/log" } },
      'models.tides.drift.predictionLog is "s3://tides/log": is of single predictions',
    ],
    [
      { drift: { ...tides.drift, monitor: "model-monitor" } },
      'models.tides.drift.monitor is "model-monitor": Model Monitor\'s runs name the endpoint',
    ],
    [
      { drift: common.drift },
      "models.tides.drift.capture is missing: the monitor reads what transform jobs capture",
    ],
  ])("cannot be as in %j, and it is told what is possible", (changes, message) => {
    expect(refused({ tides: { ...tides, ...changes } })).toContain(message);
  });

  it("has jobs that are no other model's, and reports that lie where no endpoint's do", () => {
    const other = { ...tides, packageGroup: "harbour", retrain: { pipeline: "harbour-train" } };
    expect(refused({ tides, harbour: { ...other, batch: { jobs: "tides-nightly-2" } } })).toContain(
      'models.harbour.batch.jobs is "tides-nightly-2": does not tell its jobs from models.tides\'s',
    );
    expect(refused({ tides, harbour: { ...other, batch: { jobs: "harbour" } } })).toContain(
      'models.harbour.route.parameter is "/tides/route": that is models.tides\'s already',
    );
    expect(refused({ tides, vines: { ...policyInput("vines"), endpoint: "tides-nightly" } })).toContain(
      'whose endpoint is "tides-nightly"',
    );
  });
});

describe("a trial in transform jobs", () => {
  const paired = { outputs: "s3://tides/trials", agreement: { at: 0, atLeast: 0.9 } };
  const batch = { ...tides.batch, inputs: "s3://tides/in", outputs: "s3://tides/answers" };
  const tried = (rollout: object, changes: object = {}) =>
    refused({ tides: { ...tides, batch, rollout: { deadline: "20 days", paired, ...rollout }, ...changes } });
  const quality = { groundTruth: "s3://tides/truth", problem: "regression", success: { within: 1 } };

  it("is allowed, by agreement or by labels", () => {
    expect(tried({})).toBe("");
    expect(tried({ paired: { outputs: "s3://tides/trials" } }, { quality })).toBe("");
  });

  it.each([
    [
      { paired: { outputs: "s3://tides/trials" } },
      {},
      "models.tides.rollout.paired.agreement is missing: is needed without quality",
    ],
    [{}, { quality }, "models.tides.rollout.paired.agreement.within is missing: is needed for a regression"],
    [
      {},
      { batch: { ...tides.batch, outputs: "s3://tides/answers" } },
      "models.tides.batch.inputs is missing: is needed for a trial: it is looked up there which inputs",
    ],
    [
      {},
      { batch: tides.batch },
      "models.tides.batch.outputs is missing: is needed for a trial: the champion's answers are read there",
    ],
    [
      { paired: { ...paired, agreement: { at: 0, atLeast: 0.995 } } },
      {},
      "models.tides.rollout.paired.minRows is 100 by default: is too few for agreement.atLeast 0.995",
    ],
    [
      { paired: { ...paired, outputs: "s3://tides/answers/trials" } },
      {},
      'models.tides.rollout.paired.outputs is "s3://tides/answers/trials": must not lie in batch.outputs',
    ],
    [
      {},
      { batch: { ...batch, jobs: "driftwheel-tides" } },
      'models.tides.batch.jobs is "driftwheel-tides": begins as the names of trials\' transform jobs do',
    ],
    [
      { paired: { ...paired, runs: { atLeast: 5, atMost: 4 } } },
      {},
      "models.tides.rollout.paired.runs.atMost is 4: must not be less than atLeast (5)",
    ],
    [
      { paired: { ...paired, runs: { atLeast: 1 } } },
      {},
      "models.tides.rollout.paired.runs.atLeast is 1: must be at least 2",
    ],
    [
      { deadline: "2 days" },
      {},
      'models.tides.rollout.deadline is "2 days": must leave time for paired.runs.atLeast (3) of the jobs',
    ],
    [
      { atDeadline: "promote" },
      {},
      'models.tides.rollout.atDeadline is "promote": would give the jobs to a version of which nothing is proved',
    ],
    [
      { bake: { for: "1 day" } },
      {},
      'models.tides.rollout.bake is {"for":"1 day"}: watches requests, and a batch has none: paired.bake watches its next jobs',
    ],
    [{ shadow: {} }, {}, "models.tides.rollout.shadow"],
    [{ guards: { errorRate: 0.1 } }, {}, "SageMaker publishes no metrics of a transform job's requests"],
  ])("cannot be as in %j beside %j, and it is told what is possible", (rollout, changes, message) => {
    expect(tried(rollout, changes)).toContain(message);
  });

  it("is of transform jobs alone", () => {
    const vines = policyInput("vines");
    expect(refused({ vines: { ...vines, rollout: { ramp: [10], paired } } })).toContain(
      'is how a challenger is tried in transform jobs, and serving is "real time"',
    );
  });
});

it("a model with an endpoint has no transform jobs", () => {
  expect(refused({ vines: { ...policyInput("vines"), batch: { jobs: "vines" } } })).toContain(
    'models.vines.batch is {"jobs":"vines"}: only a model that is served in batch has transform jobs',
  );
});
