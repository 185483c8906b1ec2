import type { CommandGiven } from "@driftwheel/core/vocabulary/signal.ts";
import { describe, expect, it } from "vitest";
import { type ApiWorld, apiWorld, byJwt, lastOf, people, untilApprovalIsAsked } from "../testing/world.ts";

interface Sent {
  readonly key?: string;
  readonly body?: unknown;
  readonly as?: object;
}

function send(world: ApiWorld, command: string, { key = "k-1", body = {}, as = people.approver }: Sent) {
  const defaults = { reason: "As agreed.", expectedSequence: world.entries.length };
  return world.app.request(
    `/models/tide/${command}`,
    {
      method: "POST",
      headers: { "content-type": "application/json", ...(key === "" ? {} : { "idempotency-key": key }) },
      body: typeof body === "string" ? body : JSON.stringify({ ...defaults, ...Object(body) }),
    },
    as,
  );
}

async function asked(): Promise<ApiWorld> {
  const world = apiWorld();
  await untilApprovalIsAsked(world);
  return world;
}

describe("a command by the API", () => {
  it("ends in an entry that names who gave it, why, and by which way", async () => {
    const world = await asked();
    const response = await send(world, "approve", { body: { version: 5 } });
    expect(response.status).toBe(200);
    const origin = {
      by: "arn:aws:sts::111122223333:assumed-role/Approvers/ines",
      route: "api",
    };
    expect(await response.json()).toMatchObject({
      result: "accepted",
      sequence: world.entries.length,
      entries: expect.arrayContaining([
        expect.objectContaining({
          kind: "command-accepted",
          data: { ...origin, reason: "As agreed.", command: { name: "approve", version: 5 } },
        }),
      ]),
    });
    expect(lastOf(world, "candidate-approved").data).toMatchObject({ version: 5, ...origin });
  });

  it.each([
    ["retrain", {}, "operator"],
    ["promote", {}, "approver"],
    ["roll-back", {}, "operator"],
    ["undo", {}, "operator"],
    ["pause", {}, "operator"],
    ["resume", {}, "operator"],
    ["approve", { version: 5 }, "approver"],
    ["reject", { version: 5 }, "approver"],
    ["start-rollout", { version: 5 }, "operator"],
    ["acknowledge", { alert: 7 }, "operator"],
    ["test-alerts", { severities: ["page", "notify"] }, "operator"],
  ] as const)("%s is given as it came, and its answer is that of the decider", async (name, named, role) => {
    const given: CommandGiven[] = [];
    const world = apiWorld({
      async give(command) {
        given.push(command);
        return { result: "accepted", sequence: 31, entries: [], why: "So it is." };
      },
    });
    const response = await send(world, name, { body: { ...named, expectedSequence: 30 }, as: people[role] });
    expect(response.status).toBe(200);
    expect(response.headers.get("idempotent-replayed")).toBeNull();
    expect(await response.json()).toEqual({
      result: "accepted",
      sequence: 31,
      entries: [],
      why: "So it is.",
    });
    expect(given).toEqual([
      {
        kind: "command-given",
        identity: expect.stringContaining("k-1"),
        at: "2026-05-04T12:00:00.000Z",
        model: "tide",
        command: { name, ...named },
        by: expect.stringContaining("assumed-role"),
        route: "api",
        reason: "As agreed.",
        expectedSequence: 30,
      },
    ]);
  });

  it.each([
    ["retrain", {}],
    ["start-rollout", { version: 5 }],
    ["acknowledge", { alert: 7 }],
  ])("%s says once more what became of it when it comes with the same key", async (name, named) => {
    const world = apiWorld({
      give: async () => ({ result: "repeated", sequence: 31, entries: [], why: null }),
    });
    const response = await send(world, name, { body: { ...named, expectedSequence: 30 } });
    expect([response.status, response.headers.get("idempotent-replayed")]).toEqual([200, "true"]);
  });

  it("names a caller by token by what the issuer never gives to two", async () => {
    const world = apiWorld();
    const as = byJwt({
      sub: "u-7",
      email: "noor@example.com",
      driftwheel_roles: "driftwheel-operators",
    });
    await send(world, "pause", { as });
    expect(lastOf(world, "paused").data.by).toBe("noor@example.com (u-7)");
  });

  it("is done once, however often it is sent with the same key", async () => {
    const world = await asked();
    const body = { expectedSequence: world.entries.length };
    const first = await send(world, "pause", { body });
    const length = world.entries.length;
    const second = await send(world, "pause", { body });
    expect(first.headers.get("idempotent-replayed")).toBeNull();
    expect(second.headers.get("idempotent-replayed")).toBe("true");
    const [one, other] = [JSON.parse(await first.text()), JSON.parse(await second.text())];
    expect(other).toEqual({ ...one, result: "repeated" });
    expect(world.entries).toHaveLength(length);
  });

  it("is not taken with the key of another one", async () => {
    const world = await asked();
    await send(world, "pause", {});
    const length = world.entries.length;
    const response = await send(world, "retrain", {});
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ type: "/problems/key-reused" });
    expect(world.entries).toHaveLength(length);
  });

  it("does nothing when the ledger has gone on since", async () => {
    const world = await asked();
    const length = world.entries.length;
    const response = await send(world, "approve", { body: { version: 5, expectedSequence: length - 1 } });
    expect(response.status).toBe(409);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(await response.json()).toMatchObject({
      type: "/problems/sequence-conflict",
      instance: "/models/tide/approve",
      sequence: length,
    });
    expect(world.entries).toHaveLength(length);
  });

  it("is refused with the entry that says why, the second time too", async () => {
    const world = await asked();
    const body = { version: 9, expectedSequence: world.entries.length };
    for (const replayed of [null, "true"]) {
      const response = await send(world, "approve", { body });
      expect(response.status).toBe(409);
      expect(response.headers.get("idempotent-replayed")).toBe(replayed);
      expect(await response.json()).toMatchObject({
        type: "/problems/refused",
        detail: expect.stringContaining("version 9"),
        entry: { kind: "command-refused" },
      });
    }
  });

  it.each([
    ["no key", { key: "" }, ["header.idempotency-key"]],
    ["a key of 129 characters", { key: "k".repeat(129) }, ["header.idempotency-key"]],
    ["no version", {}, ["body.version"]],
    ["an empty reason", { body: { version: 5, reason: " " } }, ["body.reason"]],
    ["a text for a number", { body: { version: "5" } }, ["body.version"]],
    ["a field that is none", { body: { version: 5, force: true } }, ["body.force"]],
  ])("with %s is not understood, and the field is named", async (_what, sent, paths) => {
    const world = await asked();
    const response = await send(world, "approve", sent);
    expect(response.status).toBe(400);
    const problem = JSON.parse(await response.text());
    expect(problem.errors.map(({ path }: { path: string }) => path)).toEqual(paths);
    for (const error of problem.errors) expect(error).toHaveProperty("value");
    expect(world.given).toEqual([]);
  });

  it("with a broken body is not understood", async () => {
    const world = await asked();
    expect((await send(world, "pause", { body: "{" })).status).toBe(400);
    const form = await world.app.request(
      "/models/tide/pause",
      { method: "POST", headers: { "idempotency-key": "k", "content-type": "text/plain" }, body: "x" },
      people.approver,
    );
    expect(form.status).toBe(415);
    expect(world.given).toEqual([]);
  });

  it("says when to try again while other writers are first", async () => {
    const world = apiWorld({
      give: async () => ({ result: "busy", sequence: 0, entries: [], why: "Other writers were first." }),
    });
    const response = await send(world, "pause", {});
    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "2"]);
  });
});
