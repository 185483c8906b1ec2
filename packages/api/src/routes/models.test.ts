import { initialState } from "@driftwheel/core/vocabulary/state.ts";
import { describe, expect, it } from "vitest";
import { apiWorld, people, untilApprovalIsAsked } from "../testing/world.ts";

type World = ReturnType<typeof apiWorld>;

async function get(world: World, path: string) {
  const response = await world.app.request(path, {}, people.reader);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function command({ app, entries }: World, name: string, body: object) {
  await app.request(
    `/models/tide/${name}`,
    {
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": `${name} ${entries.length}` },
      body: JSON.stringify({ reason: "To see.", expectedSequence: entries.length, ...body }),
    },
    people.approver,
  );
}

describe("a model's state as it was", () => {
  it("is that of the ledger up to an entry, with what a person was asked for then", async () => {
    const world = apiWorld();
    await untilApprovalIsAsked(world);
    const last = world.entries.length;
    await command(world, "reject", { version: 5 });
    const then = await get(world, `/models/tide?at=${last}`);
    expect(then.body).toMatchObject({ sequence: last, approvals: [{ version: 5 }] });
    expect((await get(world, "/models/tide")).body).toMatchObject({ approvals: [] });
    expect((await get(world, "/models/tide?at=0")).body).toMatchObject({ sequence: 0, champion: null });
  });

  it("is refused for an entry that is not there", async () => {
    const { status, body } = await get(apiWorld(), "/models/tide?at=7");
    expect([status, body.detail]).toEqual([404, "The ledger of tide has no entry 7; it ends with 0."]);
    expect((await get(apiWorld(), "/models/tide?at=x")).status).toBe(400);
  });
});

describe("GET /alerts", () => {
  it("tells those that are not over, with the sequence that an acknowledgement takes", async () => {
    expect((await get(apiWorld(), "/alerts")).body).toEqual({ models: [] });
    const alert = {
      ...{ sequence: 8, about: 7, aboutKind: "retraining-failed", severity: "page" as const },
      ...{ at: "2026-05-04T12:00:00.000Z", subject: "tide: retraining failed" },
      ...{ acknowledgedBy: null, escalated: false },
    };
    const state = { ...initialState("tide"), sequence: 9, alerts: { "tide/retraining": alert } };
    const world = apiWorld({ ledger: { read: async () => [], state: async () => state } });
    expect((await get(world, "/alerts")).body).toEqual({
      models: [{ model: "tide", sequence: 9, alerts: [{ key: "tide/retraining", ...alert }] }],
    });
  });
});

describe("GET /models/{model}/policy", () => {
  it("tells every setting as it is in force: durations in words, and what holds by default", async () => {
    const { body } = await get(apiWorld(), "/models/tide/policy");
    const settings = new Map(
      body.settings.map(({ path, value }: { path: string; value: string }) => [path, value]),
    );
    expect(Object.fromEntries(settings)).toMatchObject({
      endpoint: "tide-prod",
      "drift.sensitivity.falseAlarmsPerYear": "2",
      "drift.window": "1 hour",
      "gate[1].betterThanChampionBy": "0.05",
      "approve.within": "3 days",
      "rollout.ramp": "10, 50",
      "rollout.deadline": "2 days",
      "retrain.cooldown": "6 hours",
    });
    expect((await get(apiWorld(), "/models/quay/policy")).status).toBe(404);
  });
});
