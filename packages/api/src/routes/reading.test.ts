import { Refused } from "@driftwheel/core/vocabulary/errors.ts";
import type { DeliveryRecord } from "@driftwheel/core/webhooks/delivery.ts";
import { describe, expect, it } from "vitest";
import {
  type ApiWorld,
  apiWorld,
  lastOf,
  packageArn,
  people,
  untilApprovalIsAsked,
} from "../testing/world.ts";

async function asked(): Promise<ApiWorld> {
  const world = apiWorld();
  await untilApprovalIsAsked(world);
  return world;
}

async function get(world: ApiWorld, path: string) {
  const response = await world.app.request(path, {}, people.reader);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

describe("reading", () => {
  it("tells each model in a line, and an empty ledger as one", async () => {
    const { body } = await get(apiWorld(), "/models");
    expect(body).toEqual({
      models: [
        {
          model: "tide",
          endpoint: "tide-prod",
          packageGroup: "tide",
          sequence: 0,
          status: "steady",
          championVersion: null,
          openAlerts: 0,
          openApprovals: 0,
          monitoring: [],
        },
      ],
    });
  });

  it("tells a model's state: champion, drift, candidates, and who is waited for", async () => {
    const world = await asked();
    const { body } = await get(world, "/models/tide");
    expect(body).toMatchObject({
      model: "tide",
      sequence: world.entries.length,
      champion: { variant: "version-4", version: 4, package: packageArn(4) },
      drift: {
        confirmed: { features: [{ feature: "pressure <hPa>", distance: 0.4213 }] },
        remedyUnderWay: true,
        schedules: [{ schedule: "harbour-watch", source: "external" }],
      },
      candidates: [{ version: 5, stage: "approval-requested", approvalDeadline: "2026-05-07T12:00:00.000Z" }],
      approvals: [{ version: 5, package: packageArn(5), requestedAt: "2026-05-04T12:00:00.000Z" }],
      rollout: null,
      paused: null,
      monitoring: [
        {
          subject: "harbour-watch",
          lastWindow: { judged: true },
          lastJudged: { rows: expect.any(Number), unread: null },
          blind: null,
        },
      ],
    });
    expect((await get(world, "/approvals")).body.approvals).toEqual(body.approvals);
  });

  it("tells a rollout while it runs, and among all", async () => {
    const world = await asked();
    await world.app.request(
      "/models/tide/approve",
      {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": "yes" },
        body: JSON.stringify({ reason: "Good.", expectedSequence: world.entries.length, version: 5 }),
      },
      people.approver,
    );
    const { rollout, weight } = lastOf(world, "rollout-started").data;
    const { body: state } = await get(world, "/models/tide");
    expect(state.status).toBe("on-trial");
    expect(state.rollout).toMatchObject({ rollout, weight, looks: 0, challenger: { version: 5, trials: 0 } });
    const { body: all } = await get(world, "/models/tide/rollouts");
    expect(all.rollouts).toMatchObject([{ rollout, result: "running", endedAt: null, looks: 0 }]);
    const { body: one } = await get(world, `/models/tide/rollouts/${rollout}`);
    expect(one).toEqual({ rollout: all.rollouts[0], looks: [], links: [] });
  });

  it("pages through the ledger without a gap or a double, by kind too", async () => {
    const world = await asked();
    const read: number[] = [];
    let after: number | null = 0;
    for (let pages = 0; after !== null && pages < 20; pages++) {
      const page: { entries: { sequence: number }[]; next: number | null } = (
        await get(world, `/models/tide/entries?limit=4&after=${after}`)
      ).body;
      expect(page.entries.length).toBeLessThanOrEqual(4);
      read.push(...page.entries.map(({ sequence }) => sequence));
      after = page.next;
    }
    expect(read).toEqual(world.entries.map(({ sequence }) => sequence));
    const { body } = await get(world, "/models/tide/entries?kind=approval-requested");
    expect(body.entries.map(({ kind }: { kind: string }) => kind)).toEqual(["approval-requested"]);
    expect(body.next).toBeNull();
  });

  it("explains an entry by the signal that it began with, what led to it and what followed", async () => {
    const world = await asked();
    const { sequence } = lastOf(world, "approval-requested");
    const { body } = await get(world, `/models/tide/entries/${sequence}`);
    expect(body.entry).toEqual(world.entries[sequence - 1]);
    expect(body.signal).toMatch(/^drift-reported tide/);
    expect(body.before.map(({ kind }: { kind: string }) => kind)).toContain("candidate-accepted");
  });

  it.each([
    ["/models/moon", 404],
    ["/models/tide/entries/999", 404],
    ["/models/tide/rollouts/none", 404],
    ["/webhooks/nobody/deliveries", 404],
    ["/elsewhere", 404],
    ["/models/tide/entries?limit=0", 400],
    ["/models/tide/entries?limit=many", 400],
    ["/models/tide/entries?kind=everything", 400],
    ["/models/toString", 400],
    ["/models/constructor", 404],
  ])("answers %s with a problem of status %i", async (path, status) => {
    const { body, ...answer } = await get(apiWorld(), path);
    expect(answer.status).toBe(status);
    expect(body).toMatchObject({
      type: expect.stringMatching(/^\/problems\//),
      status,
      instance: path.split("?")[0],
    });
  });

  it("tells nobody what broke inside, except the operator", async () => {
    const world: ApiWorld = apiWorld({
      ledger: {
        read: () => Promise.reject(new Error("secret of the table")),
        state: () => Promise.reject(new Error("x")),
      },
    });
    const { status, body } = await get(world, "/models/tide/entries");
    expect([status, JSON.stringify(body).includes("secret")]).toEqual([500, false]);
    expect(world.warnings).toHaveLength(1);
  });
});

describe("webhooks that go out", () => {
  const delivery = (id: string, status: DeliveryRecord["status"]): DeliveryRecord => ({
    id,
    subscription: "on-call",
    model: "tide",
    sequence: 3,
    kind: "alert-raised",
    createdAt: "2026-05-04T11:00:00.000Z",
    status,
    attempts: [{ at: "2026-05-04T11:00:01.000Z", took: 31, status: 503, error: null, next: null }],
    execution: 1,
  });
  const post = (world: ApiWorld, path: string, body?: object) =>
    world.app.request(
      path,
      {
        method: "POST",
        headers: { "idempotency-key": "k", ...(body ? { "content-type": "application/json" } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
      },
      people.operator,
    );

  it("are listed without their addresses, and their deliveries by status", async () => {
    const world = apiWorld();
    world.deliveries.push(delivery("msg_1", "dead"), delivery("msg_2", "delivered"));
    const { body } = await get(world, "/webhooks");
    expect(body.subscriptions).toEqual([
      {
        name: "on-call",
        format: "standard",
        kinds: ["alert-raised"],
        models: null,
        status: "live",
        since: null,
        why: null,
      },
    ]);
    const { body: dead } = await get(world, "/webhooks/on-call/deliveries?status=dead");
    expect(dead).toEqual({ deliveries: [delivery("msg_1", "dead")], next: null });
  });

  it("are delivered again and enabled on request", async () => {
    const world = apiWorld();
    world.deliveries.push(delivery("msg_1", "dead"));
    world.disabled.set("on-call", "The receiver answered 410.");
    expect(await (await post(world, "/webhooks/on-call/redrive", {})).json()).toEqual({
      redriven: ["msg_1"],
    });
    await post(world, "/webhooks/on-call/redrive", { deliveries: ["msg_7"] });
    expect(world.redriven).toEqual([null, ["msg_7"]]);
    expect(await (await post(world, "/webhooks/on-call/enable")).json()).toMatchObject({
      subscription: { status: "live" },
    });
    expect(world.disabled.size).toBe(0);
  });

  it("are not delivered again while the subscription is disabled, and that is said", async () => {
    const world = apiWorld({
      redrive: { redrive: () => Promise.reject(new Refused("on-call is disabled; enable it first")) },
    });
    const response = await post(world, "/webhooks/on-call/redrive", {});
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ detail: "on-call is disabled; enable it first" });
  });
});
