import { describe, expect, it } from "vitest";
import { ending, entryKinds, fleetOf, mainJob, once, policy, serve } from "../world/main-job.ts";
import type { World } from "../world/world.ts";

const minute = 60_000;

async function sentences(world: World, kind: string) {
  return (await world.ledger()).filter((entry) => entry.kind === kind).map(({ because }) => because);
}

function person(name: "pause" | "resume", reason: string) {
  return {
    source: "driftwheel.command",
    "detail-type": "Command Given",
    resources: [],
    detail: { model: "orchard", command: { name }, by: "on-call", reason },
  };
}

describe("an endpoint that someone else changes", () => {
  it("is left alone until a person says so, and its trial ends", async () => {
    const world = mainJob();
    once(
      world,
      ({ rollout }) => rollout?.phase === "looking",
      () => world.sagemaker.changeByHand("by-hand"),
    );
    await serve(world, { hours: 3 });

    expect(await sentences(world, "endpoint-changed-outside")).toHaveLength(1);
    expect((await world.state()).held).not.toBeNull();
    expect(world.sagemaker.describeEndpoint().config).toBe("by-hand");

    world.send(person("resume", "the new config is right"));
    await world.time.run(() => false, 30 * minute);

    const state = await world.state();
    expect(state.held).toBeNull();
    expect(state.rollout).toBeNull();
    expect(state.endpoint?.config).toBe("by-hand");
  });
});

describe("a paused model", () => {
  it("confirms drift but retrains only after it is resumed", async () => {
    const world = mainJob();
    world.send(person("pause", "holidays"));
    await serve(world, { hours: 3 });

    expect(await entryKinds(world)).toContain("drift-confirmed");
    expect(await sentences(world, "retraining-skipped")).toEqual(["Paused by on-call: holidays"]);
    expect(world.sagemaker.counters.pipelineStarts).toBe(0);

    world.send(person("resume", "back again"));
    await serve(world, { hours: 3 });

    expect(world.sagemaker.counters.pipelineStarts).toBe(1);
    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
  });
});

describe("budget and cooldown", () => {
  it("no retraining starts within the cooldown of a failed one, and the reason is told once", async () => {
    const world = mainJob({ candidateError: 9 });
    await serve(world, { hours: 3 });

    expect(world.sagemaker.counters.pipelineStarts).toBe(1);
    const told = await sentences(world, "retraining-skipped");
    expect(told).toHaveLength(1);
    expect(told[0]).toContain("the cooldown of 2 hours ends at");
  });

  it("no retraining starts that the month's budget does not cover", async () => {
    const world = mainJob({
      candidateError: 9,
      fleet: fleetOf({
        retrain: { ...policy.retrain, cooldown: "30 minutes", budget: { perMonth: "$5", perRun: "$4" } },
      }),
    });
    await serve(world, { hours: 4 });

    expect(world.sagemaker.counters.pipelineStarts).toBe(1);
    expect((await sentences(world, "retraining-skipped")).at(-1)).toBe(
      "A run costs $4.00, and of $5.00 for 30 days only $1.00 are left, as $4.00 are counted by the policy's estimate; the next is possible at 2026-06-03T07:45:00.100Z.",
    );
  });
});

describe("a rollout that proves nothing", () => {
  const equal = { before: 0.7, under: 0.5, challenger: 0.5 };

  it("ends at its deadline as the policy says", async () => {
    const fleet = fleetOf({ rollout: { ...policy.rollout, ramp: [10, 50], deadline: "1 hour" } });
    const world = mainJob({ rates: equal, fleet });
    await serve(world, { hours: 4 });

    expect((await ending(world)).candidates[0]).toBe("2 rolled-back");
    expect((await sentences(world, "rollout-rolled-back"))[0]).toContain("passed without a proof");
  });

  it("promotes a challenger that is not worse when that is what the policy wants", async () => {
    const fleet = fleetOf({
      rollout: { ...policy.rollout, ramp: [10, 50], promoteWhen: "not worse", minimumEffect: 0.1 },
    });
    const world = mainJob({ rates: equal, fleet });
    await serve(world, { hours: 5 });

    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
  });
});

describe("an alarm that the policy names as a guard", () => {
  it("ends the trial at once", async () => {
    const fleet = fleetOf({ rollout: { ...policy.rollout, guards: { alarms: ["orchard-errors"] } } });
    const world = mainJob({ fleet });
    once(
      world,
      ({ rollout }) => rollout?.phase === "looking",
      () =>
        world.send({
          source: "aws.cloudwatch",
          "detail-type": "CloudWatch Alarm State Change",
          resources: ["arn:aws:cloudwatch:eu-central-1:444455556666:alarm:orchard-errors"],
          detail: {
            alarmName: "orchard-errors",
            state: {
              value: "ALARM",
              reason: "12 errors in 5 minutes",
              timestamp: "2026-05-04T07:47:00.000+0000",
            },
            previousState: { value: "OK", timestamp: "2026-05-04T07:00:00.000+0000" },
            configuration: {
              metrics: [
                {
                  id: "m1",
                  metricStat: {
                    metric: {
                      namespace: "AWS/SageMaker",
                      name: "Invocation5XXErrors",
                      dimensions: { EndpointName: "orchard-prod", VariantName: "version-2" },
                    },
                    period: 60,
                    stat: "Sum",
                  },
                  returnData: true,
                },
              ],
            },
          },
        }),
    );
    await serve(world, { hours: 2.5 });

    expect((await ending(world)).candidates).toEqual(["2 rolled-back"]);
    expect((await sentences(world, "rollout-rolled-back"))[0]).toContain("12 errors in 5 minutes");
  });
});
