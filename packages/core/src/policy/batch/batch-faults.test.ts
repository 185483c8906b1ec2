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
    [{ rollout: { ramp: [10] } }, 'models.tides.rollout is {"ramp":[10]}: a batch has no traffic'],
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

it("a model with an endpoint has no transform jobs", () => {
  expect(refused({ vines: { ...policyInput("vines"), batch: { jobs: "vines" } } })).toContain(
    'models.vines.batch is {"jobs":"vines"}: only a model that is served in batch has transform jobs',
  );
});
