import { expect, it } from "vitest";
import { ending, entryKinds, mainJob, serve } from "../world/main-job.ts";

it("drift ends in a retrained, tried and promoted version", async () => {
  const world = mainJob();

  await serve(world);

  const kinds = (await entryKinds(world)).filter((kind) => kind !== "effect-done");
  expect(kinds).toEqual([
    "drift-confirmed",
    "retraining-requested",
    "alert-raised",
    "retraining-started",
    "candidate-registered",
    "candidate-accepted",
    "approval-requested",
    "retraining-succeeded",
    "candidate-approved",
    "rollout-started",
    "rollout-looked",
    "weights-shifted",
    "rollout-looked",
    "weights-shifted",
    "rollout-promoted",
    "drift-cleared",
    "alert-raised",
    "alert-resolved",
  ]);
  expect(await ending(world)).toEqual({
    endpoint: { config: "driftwheel-orchard-v2-1-sole", status: "InService", variants: ["version-2 1"] },
    packages: [
      { version: 1, approval: "Approved", lifeCycle: "Archived/Replaced" },
      { version: 2, approval: "Approved", lifeCycle: "Production/Serving" },
    ],
    pipelineStarts: 1,
    endpointUpdates: 3,
    champion: "driftwheel-orchard-v2-1-sole",
    candidates: ["2 promoted"],
    drift: null,
    retraining: null,
    rollout: null,
    outbox: [],
    deadLetters: [],
  });
});

it("nothing happens when nothing drifts", async () => {
  const world = mainJob();

  await serve(world, { drift: false });

  expect(await entryKinds(world)).toEqual([]);
  expect(world.sagemaker.counters.pipelineStarts).toBe(0);
});

it("a challenger that is worse is rolled back, and the old champion serves alone again", async () => {
  const world = mainJob({ rates: { before: 0.7, under: 0.6, challenger: 0.4 } });

  await serve(world, { hours: 2.5 });

  const end = await ending(world);
  expect(end.endpoint).toEqual({ config: "first-config", status: "InService", variants: ["AllTraffic 1"] });
  expect(end.candidates).toEqual(["2 rolled-back"]);
  expect(world.sagemaker.counters.alerts).toContain("orchard: version 2 rolled back");
});

it("a candidate that fails the gate never reaches the endpoint", async () => {
  const world = mainJob({ candidateError: 5 });

  await serve(world, { hours: 2.5 });

  const end = await ending(world);
  expect(end.candidates).toEqual(["2 rejected"]);
  expect(end.endpointUpdates).toBe(0);
  expect(end.packages[1]?.approval).toBe("Rejected");
});
