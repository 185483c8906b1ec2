import type { RaiseCapacity, SetScaling } from "@driftwheel/core/vocabulary/effect.ts";
import { EndpointDiffers, PassingRefusal, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { VariantScaling } from "@driftwheel/core/vocabulary/scaling.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { raiseCapacity } from "../effects/endpoint/raise-capacity.ts";
import { setScaling } from "../effects/endpoint/set-scaling.ts";
import { failureOfEffect } from "../failure.ts";
import { pointTo, serveJson } from "../testing/json-wire.ts";
import { SageMakerFake } from "../testing/sagemaker-fake.ts";
import { ScalingFake } from "../testing/scaling-fake.ts";
import { readScaling } from "./read-scaling.ts";

const wanted: VariantScaling = {
  minimum: 2,
  maximum: 8,
  suspended: { in: true, out: false, scheduled: false },
  policies: [
    {
      name: "invocations",
      type: "TargetTrackingScaling",
      configuration: {
        TargetValue: 100,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    },
    {
      name: "steps",
      type: "StepScaling",
      configuration: { AdjustmentType: "ChangeInCapacity", StepAdjustments: [{ ScalingAdjustment: 1 }] },
    },
  ],
  scheduled: [
    {
      name: "night",
      schedule: "cron(0 20 * * ? *)",
      timezone: "Europe/Stockholm",
      start: "2026-05-04T06:00:00.000Z",
      end: null,
      minimum: 1,
      maximum: null,
    },
  ],
};
const effect: SetScaling = {
  kind: "set-scaling",
  model: "tides",
  sequence: 9,
  token: "driftwheel-tides-00000009-20260504060000000-set-scaling-AllTraffic",
  endpoint: "tides-prod",
  expected: { configs: ["first"], weights: [{ AllTraffic: 1 }] },
  variant: "AllTraffic",
  scaling: wanted,
  before: null,
};
const takenOff: SetScaling = { ...effect, scaling: null, before: wanted };
const raised: RaiseCapacity = { ...effect, kind: "raise-capacity", instances: 5 };

let sagemaker: SageMakerFake;
let scaling: ScalingFake;
let server: Awaited<ReturnType<typeof serveJson>>;

beforeEach(async () => {
  sagemaker = new SageMakerFake();
  scaling = new ScalingFake();
  sagemaker.addConfig({
    EndpointConfigName: "first",
    ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 1 }],
  });
  sagemaker.instances.set("AllTraffic", 3);
  sagemaker.serve("first");
  server = await serveJson({ ...sagemaker.operations, ...scaling.operations });
  pointTo(server.url);
});
afterEach(async () => {
  await server.close();
});

const found = async () =>
  (await readScaling("tides-prod", ["AllTraffic"])).get("AllTraffic")?.scaling ?? null;
const failureOf = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) => failureOfEffect(error, "set-scaling"),
  );

describe("a variant's scaling", () => {
  it("is given with all that belongs to it, and read back as it was given", async () => {
    expect(await found()).toBeNull();
    expect(await setScaling(effect)).toEqual({});
    expect(await found()).toEqual(wanted);
  });

  it("is given once, however often it is asked for", async () => {
    await setScaling(effect);
    const calls = [...scaling.changes];
    await setScaling(effect);
    expect(scaling.changes).toEqual(calls);
  });

  it("is completed after a try that broke off in the middle", async () => {
    await setScaling({
      ...effect,
      scaling: { ...wanted, policies: wanted.policies.slice(0, 1), scheduled: [] },
    });
    await setScaling(effect);
    expect(await found()).toEqual(wanted);
  });

  it("is left as someone else made it", async () => {
    await setScaling({ ...effect, scaling: { ...wanted, maximum: 20, scheduled: [] } });
    const answer = await setScaling(effect);
    expect(answer.left).toMatch("AllTraffic is scaled by someone else, with 2 to 20 instances");
    expect(await found()).toMatchObject({ maximum: 20 });
  });

  it("takes the place of the one before it", async () => {
    const before = { ...wanted, maximum: 20, scheduled: [] };
    await setScaling({ ...effect, scaling: before });
    await setScaling({ ...effect, before });
    expect(await found()).toEqual(wanted);
  });

  it("is not given to a variant that does not serve, which may yet come", async () => {
    await expect(setScaling({ ...effect, variant: "version-2" })).rejects.toMatchObject({
      name: "PassingRefusal",
      message: "version-2 does not serve on tides-prod",
    });
    expect(scaling.changes).toEqual([]);
  });

  it("is taken off, once", async () => {
    await setScaling(effect);
    await setScaling(takenOff);
    await setScaling(takenOff);
    expect(await found()).toBeNull();
    expect(scaling.changes.filter((call) => call === "DeregisterScalableTarget")).toHaveLength(1);
  });

  it("is not taken off when someone changed it since, and the ledger is told", async () => {
    await setScaling({ ...effect, scaling: { ...wanted, policies: [] } });
    expect(await failureOf(setScaling(takenOff))).toBeInstanceOf(PassingRefusal);
    expect(await found()).not.toBeNull();
    await setScaling({ ...takenOff, before: null });
    expect(await found()).toBeNull();
  });

  it("is taken off though its schedule moved the limits", async () => {
    await setScaling({ ...effect, scaling: { ...wanted, minimum: 1 } });
    await setScaling(takenOff);
    expect(await found()).toBeNull();
  });

  it("waits for an endpoint that changes, and leaves one alone that someone else changed", async () => {
    sagemaker.status = "Updating";
    expect(await failureOf(setScaling(effect))).toBeInstanceOf(TransientError);
    sagemaker.status = "InService";
    const other = { ...effect, expected: { configs: ["other"], weights: null } };
    expect(await failureOf(setScaling(other))).toBeInstanceOf(EndpointDiffers);
    expect(scaling.changes).toEqual([]);
  });
});

describe("a variant's capacity", () => {
  it("is raised, and the traffic stays divided as it is", async () => {
    await raiseCapacity(raised);
    expect(sagemaker.wantedInstances.get("AllTraffic")).toBe(5);
    sagemaker.settle();
    expect(sagemaker.weights.get("AllTraffic")).toBe(1);
    await raiseCapacity(raised);
    expect(sagemaker.changes).toEqual(["UpdateEndpointWeightsAndCapacities"]);
  });

  it("that is more already stays", async () => {
    sagemaker.instances.set("AllTraffic", 9);
    sagemaker.serve("first");
    await raiseCapacity(raised);
    expect(sagemaker.changes).toEqual([]);
  });
});
