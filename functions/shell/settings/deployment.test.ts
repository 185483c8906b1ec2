import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { deploymentOf } from "./deployment.ts";

const fleet = fleetOf({
  tides: {},
  reefs: { drift: { monitor: "external", sensitivity: { falseAlarmsPerYear: 4 } } },
});
const variables = {
  AWS_LAMBDA_FUNCTION_NAME: "driftwheel-harbour-2-sweep",
  AWS_REGION: "eu-south-1",
  DRIFTWHEEL_FUNCTION_MEMORY: '{"sweep":512,"monitor":1024}',
};

describe("the functions that a function is deployed with", () => {
  it("are called as itself is, have the memory that it is told, and work for the fleet's models", () => {
    expect(deploymentOf(variables, fleet)).toMatchObject({
      ...{ region: "eu-south-1", prefix: "driftwheel-harbour-2-" },
      megabytes: { sweep: 512, monitor: 1_024 },
      models: { all: 2, watched: 1, judged: 0 },
    });
  });

  it("are not known where it is not told of them, as on a laptop", () => {
    expect(deploymentOf({ ...variables, DRIFTWHEEL_FUNCTION_MEMORY: undefined }, fleet)).toBeNull();
    expect(deploymentOf({}, fleet)).toBeNull();
  });

  it("are refused where what it is told is no memory", () => {
    expect(() =>
      deploymentOf({ ...variables, DRIFTWHEEL_FUNCTION_MEMORY: '{"sweep":"much"}' }, fleet),
    ).toThrow('DRIFTWHEEL_FUNCTION_MEMORY is {"sweep":"much"}; write megabytes by function');
  });
});
