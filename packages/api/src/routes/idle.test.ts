import type { IdleEntry } from "@driftwheel/core/idle/entry.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import { describe, expect, it } from "vitest";
import { type ApiWorld, apiWorld, people } from "../testing/world.ts";

const arn = (path: string) => `arn:aws:sagemaker:eu-north-1:111122223333:${path}`;
const found = (
  sequence: number,
  kind: "notebook-instance" | "endpoint",
  name: string,
  monthly: number | null,
): IdleEntry => ({
  ...{ model: "account", sequence, kind: "idle-found", at: `2026-05-0${sequence}T06:00:00.000Z` },
  ...{ because: `${name} is not used.`, causedBy: "idle/2026-05-01" },
  data: {
    ...{ resource: `${kind}/${name}`, kind, name, arn: arn(`${kind}/${name}`), monthly },
    ...{ since: "2026-04-01T06:00:00.000Z", state: "InService", notActed: "it has no tag for it" },
  },
});
const stopped: IdleEntry = {
  ...{ model: "account", sequence: 4, kind: "idle-stopped", at: "2026-05-04T06:00:00.000Z" },
  ...{ because: "shore was stopped.", causedBy: 1 },
  data: {
    resource: "notebook-instance/shore",
    act: {
      ...{ operation: "stop-notebook", name: "shore", arn: arn("notebook-instance/shore") },
      changedAt: "2026-04-01T06:00:00.000Z",
    },
    undo: "the instance is started again",
  },
};

async function idleOf(world: ApiWorld) {
  const response = await world.app.request("/idle", {}, people.reader);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}

describe("GET /idle", () => {
  it("tells what was found, the dearest first, and what has no price as such", async () => {
    const world = apiWorld();
    world.idleEntries.push(
      found(1, "notebook-instance", "shore", 83.95),
      found(2, "endpoint", "reef", null),
      found(3, "endpoint", "tide", 167.9),
    );
    const { findings, running, changedAt } = await idleOf(world);
    expect(findings.map(({ resource }: { resource: string }) => resource)).toEqual([
      "endpoint/tide",
      "notebook-instance/shore",
      "endpoint/reef",
    ]);
    expect(findings[2]).toMatchObject({
      ...{ monthly: null, status: "found", notActed: "it has no tag for it", act: null, undo: null },
    });
    expect(running).toEqual({ count: 3, monthly: 251.85, unpriced: 1 });
    expect(changedAt).toBe("2026-05-03T06:00:00.000Z");
  });

  it("tells what was stopped, and how it can be taken back", async () => {
    const world = apiWorld();
    world.idleEntries.push(found(1, "notebook-instance", "shore", 83.95), stopped);
    const { findings, running, stopped: sum } = await idleOf(world);
    expect(findings).toMatchObject([
      {
        ...{ status: "stopped", act: "stop-notebook", undo: "the instance is started again" },
        ...{ stoppedAt: "2026-05-04T06:00:00.000Z", notActed: null },
      },
    ]);
    expect([running.count, sum]).toEqual([0, { count: 1, monthly: 83.95, unpriced: 0 }]);
  });

  it("tells what a person took back, and that it is left alone", async () => {
    const world = apiWorld();
    world.idleEntries.push(found(1, "notebook-instance", "shore", 83.95), stopped, {
      ...{ model: "account", sequence: 5, kind: "idle-restored", at: "2026-05-05T06:00:00.000Z" },
      ...{ because: "It is needed.", causedBy: 4 },
      data: { resource: "notebook-instance/shore", by: "noor" },
    });
    const { findings, resting } = await idleOf(world);
    expect(findings).toEqual([]);
    expect(resting).toEqual([
      { resource: "notebook-instance/shore", at: "2026-05-05T06:00:00.000Z", why: "noor took it back" },
    ]);
  });

  it("says whether anything is looked for at all", async () => {
    expect(await idleOf(apiWorld())).toMatchObject({ looks: false, changedAt: null, findings: [] });
    const fleet = fleetOf({ tide: {} }, { idle: { endpoints: { withoutInvocationsFor: "14 days" } } });
    expect((await idleOf(apiWorld({ fleet }))).looks).toBe(true);
  });
});
