import { describe, expect, it } from "vitest";
import { ending, entryKinds, fleetOf, mainJob, policy, serve } from "../world/main-job.ts";

const sweepEvery = 5 * 60_000;

describe("the sweep", () => {
  it("finds everything that SageMaker's events did not tell", async () => {
    const world = mainJob({ loses: (detailType) => detailType.startsWith("SageMaker"), sweepEvery });
    await serve(world);

    expect((await ending(world)).candidates).toEqual(["2 promoted"]);
    expect((await ending(world)).outbox).toEqual([]);
  });

  it("writes nothing while all is well", async () => {
    const world = mainJob({ sweepEvery });
    await serve(world, { drift: false, afterwards: 1 });

    expect(await entryKinds(world)).toEqual([]);
  });

  it("tells of a monitor that tells of no window any more", async () => {
    const world = mainJob({ sweepEvery });
    await serve(world, { drift: false });

    const entries = await world.ledger();
    expect(entries.find(({ kind }) => kind === "monitoring-lost")).toMatchObject({
      data: { subject: "driftwheel", problem: { reason: "no-reports" } },
    });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    "starts a rollout whose execution died after %i steps under the next name, and it goes on from the ledger",
    async (steps) => {
      const first = "driftwheel-orchard-v2-1-1";
      const fleet = fleetOf({ rollout: { ...policy.rollout, changeDeadline: "10 minutes" } });
      const world = mainJob({ fleet, sweepEvery, lifetimes: { [first]: steps } });
      await serve(world, { hours: 6 });

      expect(world.executions()).toEqual([first, "driftwheel-orchard-v2-1-2"]);
      expect((await ending(world)).candidates).toEqual(["2 promoted"]);
      expect((await ending(world)).endpointUpdates).toBe(3);
    },
  );

  it("counts a retraining as failed that never ends", async () => {
    const fleet = fleetOf({ retrain: { ...policy.retrain, deadline: "5 minutes" } });
    const world = mainJob({ fleet, sweepEvery: 60_000 });
    await serve(world, { hours: 2.4 });

    const failed = (await world.ledger()).find(({ kind }) => kind === "retraining-failed");
    expect(failed?.because).toMatch(/^The retraining counts as failed: it had not ended by its deadline/);
  });

  it("lets an approval that nobody gave run out", async () => {
    const fleet = fleetOf({ approve: { by: "person", within: "1 hour" } });
    const world = mainJob({ fleet, sweepEvery });
    await serve(world, { hours: 4 });

    expect((await ending(world)).candidates[0]).toBe("2 approval-rejected");
    expect(world.sagemaker.counters.endpointUpdates).toBe(0);
  });
});
