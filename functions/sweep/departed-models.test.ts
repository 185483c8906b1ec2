import type { FleetRecords } from "@driftwheel/aws/ledger/fleet-record.ts";
import { defineFleet } from "@driftwheel/core/policy/define-fleet.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { expect, it } from "vitest";
import { fleetOf, mainJob, once } from "../../test/world/main-job.ts";
import { sweepDeparted } from "./departed-models.ts";

const minute = 60_000;
const nobody: Fleet = defineFleet({ models: {} });

function orchard(): ModelPolicy {
  const { orchard: policy } = fleetOf().models;
  if (!policy) throw new Error("There is no orchard.");
  return policy;
}

function recordsIn(kept: Map<string, ModelPolicy>): FleetRecords {
  return {
    read: async () => structuredClone(kept),
    keep: async (model, policy) => void kept.set(model, policy),
    forget: async (model) => void kept.delete(model),
  };
}

/** A trial that runs. */
async function onTrial() {
  const world = mainJob();
  let began = false;
  once(
    world,
    ({ rollout }) => rollout?.phase === "looking",
    () => {
      began = true;
    },
  );
  const start = world.time.now().getTime();
  for (let window = 1; window <= 16; window++) {
    const end = new Date(start + window * 15 * minute);
    world.time.after(window * 15 * minute, () => world.driftReport(end, window > 4));
  }
  await world.time.run(() => began, 8 * 60 * minute);
  return world;
}

it("a trial whose model left the fleet is rolled back by the policy that it had, and then forgotten", async () => {
  const world = await onTrial();
  const kept = new Map([["orchard", orchard()]]);
  const sweep = () => sweepDeparted(nobody, recordsIn(kept), world.runtime, () => {});

  expect((await world.state()).rollout).not.toBeNull();
  for (let sweeps = 0; sweeps < 20; sweeps++) {
    world.time.after(5 * minute, sweep);
    await world.time.run(() => false, 5 * minute);
  }

  const state = await world.state();
  expect(state.rollout).toBeNull();
  expect(state.paused).toMatchObject({ by: "the fleet" });
  expect(world.sagemaker.describeEndpoint()).toMatchObject({
    config: "first-config",
    variants: [{ name: "AllTraffic" }],
  });
  expect(state.outbox.map(({ effect }) => effect.token)).toEqual([]);
  expect([...kept.keys()]).toEqual([]);
});

it("the fleet is remembered for the next sweep, and written again only when a policy changed", async () => {
  const world = mainJob();
  const kept = new Map<string, ModelPolicy>();
  let writes = 0;
  const records: FleetRecords = {
    ...recordsIn(kept),
    async keep(model, policy) {
      writes++;
      kept.set(model, structuredClone(policy));
    },
  };
  const sweep = (fleet: Fleet) => sweepDeparted(fleet, records, world.runtime, () => {});

  await sweep(fleetOf());
  await sweep(fleetOf());
  expect(writes).toBe(1);
  await sweep(fleetOf({ approve: { by: "person", within: "2 days" } }));
  expect(writes).toBe(2);
  expect(kept.get("orchard")?.approve).toMatchObject({ by: "person" });
  await sweep(nobody);
  expect([...kept.keys()]).toEqual([]);
});
