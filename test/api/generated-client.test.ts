import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { checkedFetch } from "@driftwheel/api/testing/checked-fetch.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type GeneratedClient, generateClient } from "./client.ts";

const caller = "AKIAHARBOUR";
let client: GeneratedClient;
let folder: string;
let server: LocalServer;

beforeAll(async () => {
  ({ client, folder } = await generateClient());
  server = await startLocal({ functions: true, schedules: { monitor: 0, quality: 0, sweep: 0 } });
  vi.stubGlobal("fetch", checkedFetch(server.apiUrl));
  client.OpenAPI.BASE = server.apiUrl;
  client.OpenAPI.HEADERS = {
    authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260504/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=0`,
  };
});

afterAll(async () => {
  vi.unstubAllGlobals();
  await server?.close();
});

async function sequence(): Promise<number> {
  const state = await client.ModelsService.getModel?.({ model: "frost" });
  expect(state).toHaveProperty("sequence", expect.any(Number));
  return (state as { readonly sequence: number }).sequence;
}

let keys = 0;

async function command(name: string, body: object = {}, key = `test-${keys++}`): Promise<unknown> {
  return await client.CommandsService[name]?.({
    model: "frost",
    idempotencyKey: key,
    requestBody: { reason: "The test asks.", expectedSequence: await sequence(), ...body },
  });
}

describe("a client generated from the OpenAPI document", () => {
  it("is TypeScript that compiles under strict rules", async () => {
    const settings = {
      compilerOptions: {
        strict: true,
        noEmit: true,
        target: "es2024",
        lib: ["es2024", "dom", "dom.iterable"],
        module: "preserve",
        moduleResolution: "bundler",
        types: [],
      },
      include: ["."],
    };
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify(settings));
    const tsc = join(import.meta.dirname, "../../node_modules/.bin/tsc");
    await promisify(execFile)(tsc, ["-p", folder]);
  });

  it("runs the loop's commands on the local AWS, each in the caller's name", async () => {
    const by = `arn:aws:iam::${server.world.account}:user/${caller}`;
    expect(await client.ModelsService.listModels?.({})).toMatchObject({ models: [{ model: "frost" }] });

    const paused = await command("pause");
    expect(paused).toMatchObject({
      result: "accepted",
      entries: [
        { kind: "command-accepted", data: { by, route: "api", command: { name: "pause" } } },
        { kind: "paused" },
      ],
    });
    expect(await client.ModelsService.getModel?.({ model: "frost" })).toMatchObject({
      status: "paused",
      paused: { by, reason: "The test asks." },
    });

    expect(await command("resume")).toMatchObject({ result: "accepted" });
    const body = { expectedSequence: await sequence() };
    const retrained = await command("retrain", body, "retrain-once");
    expect(retrained).toMatchObject({
      result: "accepted",
      entries: expect.arrayContaining([expect.objectContaining({ kind: "retraining-requested" })]),
    });
    const repeated = await command("retrain", body, "retrain-once");
    expect(repeated).toMatchObject({ result: "repeated" });
    const asked = await client.LedgerService.listEntries?.({ model: "frost", kind: "retraining-requested" });
    expect(asked).toMatchObject({ entries: [{ kind: "retraining-requested" }], next: null });
  });

  it.each([
    ["approve", { version: 7 }],
    ["reject", { version: 7 }],
    ["startRollout", { version: 7 }],
    ["promote", {}],
    ["rollBack", {}],
    ["undo", {}],
    ["acknowledge", { alert: 1 }],
  ])("is told why when %s is refused", async (name, body) => {
    await expect(command(name, body)).rejects.toMatchObject({
      status: 409,
      body: { type: "/problems/refused", entry: { kind: "command-refused" } },
    });
  });

  it("is told when the ledger has gone on", async () => {
    await expect(command("pause", { expectedSequence: 0 })).rejects.toMatchObject({
      status: 409,
      body: { type: "/problems/sequence-conflict", sequence: await sequence() },
    });
  });

  it("reads the ledger, an entry's explanation, rollouts, approvals, costs and subscriptions", async () => {
    const explained = await client.LedgerService.explainEntry?.({ model: "frost", sequence: 1 });
    expect(explained).toMatchObject({ entry: { sequence: 1 }, before: [] });
    expect(await client.RolloutsService.listRollouts?.({ model: "frost" })).toEqual({ rollouts: [] });
    expect(await client.ApprovalsService.listApprovals?.({})).toEqual({ approvals: [] });
    expect(await client.CostsService.listCosts?.({ model: "frost" })).toMatchObject({
      models: [{ model: "frost", budget: { left: expect.any(Number) } }],
      months: [{ model: "frost", retrainings: { count: 1 }, trials: { count: 0 } }],
      next: null,
    });
    expect(await client.CostsService.listIdle?.({})).toMatchObject({ looks: false, findings: [] });
    expect(await client.WebhooksService.listSubscriptions?.({})).toEqual({ subscriptions: [] });
  });
});
