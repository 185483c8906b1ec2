import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyInput } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { wantedRoutes } from "../functions/wanted-routes.ts";
import type { FunctionName } from "../routes.ts";
import type { Scope } from "../scope.ts";
import { readDeployment } from "../settings.ts";
import { grantsOf } from "./function-grants.ts";

const { endpoint: _, rollout: __, ...common } = policyInput("tides");

function scopeOf(changes: Partial<ModelPolicyInput>): Scope {
  const drift = { monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } } as const;
  return {
    ...{
      stage: "production",
      production: true,
      partition: "aws",
      region: "eu-west-1",
      account: "111122223333",
    },
    ...{
      settings: readDeployment("production", { executionRoles: ["arn:aws:iam::111122223333:role/tides"] }),
      fleetModule: null,
    },
    fleet: defineFleet({
      models: { tides: { ...common, drift, ...changes } as ModelPolicyInput },
    }),
  };
}

/** What of an action a function may reach. */
const reach = (scope: Scope, name: FunctionName, action: string) =>
  grantsOf(scope, name, null)
    .filter(({ actions }) => actions.includes(action))
    .flatMap(({ resources }) => resources);

describe("of a fleet whose one model is served in batch", () => {
  const scope = scopeOf({
    serving: "batch",
    batch: { jobs: "tides-nightly", inputs: "s3://tides/nights", outputs: "s3://tides-answers/v1.out" },
    route: { parameter: "/tides/route" },
    drift: {
      ...{ monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } },
      capture: "s3://tides/captured",
    },
  });

  it("the monitor reads the route, what jobs capture, and the folders that captures name", () => {
    expect(reach(scope, "monitor", "ssm:GetParameter")).toEqual([
      "arn:aws:ssm:eu-west-1:111122223333:parameter/tides/route",
    ]);
    expect(reach(scope, "monitor", "s3:GetObject")).toEqual(
      expect.arrayContaining([
        "arn:aws:s3:::tides/captured/*",
        "arn:aws:s3:::tides/nights/*",
        "arn:aws:s3:::tides-answers/v1.out/*",
      ]),
    );
  });

  it("only the sweep asks for transform jobs, and for the model's own", () => {
    const action = "sagemaker:DescribeTransformJob";
    expect(reach(scope, "sweep", action)).toEqual([
      "arn:aws:sagemaker:eu-west-1:111122223333:transform-job/tides-nightly*",
    ]);
    expect(reach(scope, "monitor", action)).toEqual([]);
    expect(reach(scope, "endpoint", action)).toEqual([]);
  });

  it("no statement is without a resource, which IAM refuses", () => {
    for (const name of ["monitor", "quality", "sweep", "endpoint", "command", "rollout"] as const) {
      for (const { resources } of grantsOf(scope, name, null)) expect(resources).not.toEqual([]);
    }
  });

  it("events of its transform jobs come, and of no others", () => {
    const route = wantedRoutes(scope).find(({ name }) => name === "transform-job");
    expect(route?.pattern.detail).toMatchObject({
      TransformJobName: [{ prefix: "tides-nightly" }, { prefix: "driftwheel-" }],
    });
    expect(wantedRoutes(scopeOf({ endpoint: "tides-prod", rollout: { ramp: [10] } }))).not.toContainEqual(
      expect.objectContaining({ name: "transform-job" }),
    );
  });
});

it("what asynchronous requests ask and answer is read below both folders, however they are called", () => {
  const topic = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;
  const scope = scopeOf({
    endpoint: "tides-prod",
    serving: "asynchronous",
    asynchronous: {
      ...{ successTopic: topic("answers"), errorTopic: topic("errors") },
      ...{ inputs: "s3://tides/requests", outputs: "s3://tides/answers.out/" },
    },
    drift: {
      ...{ monitor: "driftwheel", sensitivity: { falseAlarmsPerYear: 2 } },
      predictionLog: "s3://tides/predictions",
    },
  });
  expect(reach(scope, "inferences", "s3:GetObject")).toEqual([
    "arn:aws:s3:::tides/answers.out/*",
    "arn:aws:s3:::tides/requests/*",
  ]);
});
