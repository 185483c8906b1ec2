import { join } from "node:path";
import { until } from "@driftwheel/local/sagemaker/testing/local-sagemaker.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accountOf200 } from "./account/account-of-200.ts";
import type { MadeAccount } from "./account/builder.ts";
import { type SmallAccount, smallAccount } from "./small-account.ts";

const fixtures = join(import.meta.dirname, "../fixtures");
const changes = new Set(
  "Stop StartNotebookInstance Delete UpdateDomain UpdateUserProfile UpdateSpace".split(" "),
);

describe("an account of 200 resources, 37 of them idle by the policy", () => {
  let account: SmallAccount;
  let made: MadeAccount;
  const asked: string[] = [];
  const changesAsked = () =>
    asked.splice(0).filter((operation) => [...changes].some((start) => operation.startsWith(start)));

  beforeAll(async () => {
    account = await smallAccount(join(fixtures, "idle-dry-run-fleet.ts"), (line) => {
      const [, operation] = / SageMaker\.(\w+)$/.exec(line) ?? [];
      if (operation) asked.push(operation);
    });
    made = await accountOf200(account, 20_261_129);
  });
  afterAll(() => account.close());

  it("is as it is meant to be", () => {
    expect(made.all.size).toBe(200);
    expect(made.idle.size).toBe(37);
    expect(made.stoppable.size).toBe(18);
  });

  it("all 37 are found and no other, told of in one alert, and none is stopped in a dry run", async () => {
    asked.length = 0;
    expect(await account.look()).toEqual({ open: 37, unread: [] });
    expect(await account.look()).toEqual({ open: 37, unread: [] });
    const { open } = await account.state();
    expect(new Set(Object.keys(open))).toEqual(made.idle);
    expect(changesAsked()).toEqual([]);
    expect(Object.values(open).map(({ status }) => status)).toEqual(Array(37).fill("found"));
    expect(account.local.alerts().map(({ subject }) => subject)).toEqual(["account: 37 found idle"]);
  });

  it("those that policy and tag allow are stopped once, and all that AWS can bring back are undone", async () => {
    process.env.DRIFTWHEEL_FLEET = join(fixtures, "idle-fleet.ts");
    await account.look();
    // A model goes once its config is gone.
    await account.look();
    const stopped = Object.values((await account.state()).open).filter(({ status }) => status === "stopped");
    expect(new Set(stopped.map(({ resource }) => resource))).toEqual(made.stoppable);
    expect(changesAsked().toSorted()).toEqual([
      ...Array(2).fill("DeleteEndpoint"),
      ...Array(2).fill("DeleteEndpointConfig"),
      ...Array(2).fill("DeleteModel"),
      ...Array(8).fill("StopNotebookInstance"),
      "UpdateDomain",
      "UpdateSpace",
      ...Array(2).fill("UpdateUserProfile"),
    ]);

    for (const { resource, act } of stopped) {
      const { code } = await account.type("undo", resource, "--because", "It is needed.");
      const lost = act?.operation === "delete-endpoint-config" || act?.operation === "delete-model";
      expect({ resource, code }).toEqual({ resource, code: lost ? 3 : 0 });
    }
    const { open } = await account.state();
    const left = Object.values(open).filter(({ status }) => status !== "found");
    expect(left.map(({ kind }) => kind).toSorted()).toEqual([
      ...Array(2).fill("endpoint-config"),
      ...Array(2).fill("model"),
    ]);
    await until(
      () => account.sagemaker.listEndpoints({ StatusEquals: "InService", MaxResults: 100 }),
      ({ Endpoints = [] }) => Endpoints.length === 12,
    );
    await until(
      () => account.sagemaker.listNotebookInstances({ StatusEquals: "InService", MaxResults: 100 }),
      ({ NotebookInstances = [] }) => NotebookInstances.length === 40,
    );
    expect(changesAsked().filter((operation) => /^(Stop|Delete)/.test(operation))).toEqual([]);
  });

  it("what was taken back is not stopped again", async () => {
    await account.look();
    await account.look();
    expect(changesAsked()).toEqual([]);
  });
});
