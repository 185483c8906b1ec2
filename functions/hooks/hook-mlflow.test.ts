import { describe, expect, it } from "vitest";
import { hookUnderTest, minutes, now, traces } from "./testing/hook-under-test.ts";
import { mlflow, type Signed } from "./testing/signed-requests.ts";

const current = hookUnderTest();
const gauge = { name: "tide gauge's" };

const details = () => current.hook.memory.events.map(({ event }) => event.detail);
const version = (data: object, id = "d-1") => mlflow(id, now, "model_version.created", { ...gauge, ...data });
const alias = (data: object, id = "d-2") =>
  mlflow(id, now, "model_version_alias.created", { ...gauge, alias: "champion", ...data });
const tag = (data: object, id = "d-3") =>
  mlflow(id, now, "model_version_tag.set", { ...gauge, key: "package", version: "7", ...data });

describe("a webhook of MLflow, for a registered model of the fleet", () => {
  it("tells of new data when a version is registered", async () => {
    expect((await current.hook.send(version({ version: "7", tags: {}, run_id: null }))).statusCode).toBe(202);
    expect(details()).toMatchObject([
      { model: "tides", source: "registry", description: "MLflow registered version 7 of tide gauge's" },
    ]);
  });

  it("approves the version that is given the alias, and the version that a tag names", async () => {
    await current.hook.send(alias({ version: "7" }));
    await current.hook.send(tag({ value: "12" }));
    expect(details()).toMatchObject([
      { command: { name: "approve", version: 7 }, by: "hook:registry", reason: "MLflow alias champion" },
      { command: { name: "approve", version: 12 }, reason: "MLflow tag on version 7" },
    ]);
  });

  it.each<[string, Signed]>([
    ["a version that a retraining registered", version({ version: "8", tags: { driftwheel: "frost-4" } })],
    ["another registered model", version({ name: "tide gauge", version: "8", tags: {} })],
    ["another alias", alias({ alias: "challenger", version: "7" })],
    ["another tag", tag({ key: "owner", value: "3" })],
    [
      "an alias that was taken away",
      mlflow("d-4", now, "model_version_alias.deleted", { ...gauge, alias: "champion" }),
    ],
    ["a prompt", mlflow("d-5", now, "prompt_version.created", { ...gauge, version: "1", tags: {} })],
  ])("is ignored when it tells of %s", async (_, request) => {
    const answer = await current.hook.send(request);
    expect(answer).toMatchObject({ statusCode: 202, body: expect.stringContaining('"ignored"') });
    expect(traces(current.hook)).toEqual([0, 0, 0]);
  });

  it("is told where a tag names no version", async () => {
    const answer = await current.hook.send(tag({ value: "latest" }));
    expect(JSON.parse(answer.body).errors).toEqual([
      {
        path: "registeredModels.0.packageTag.version",
        expression: "body.data.value",
        value: "latest",
        expected: "a version number, 1 or more",
      },
    ]);
  });

  it("counts once, however often it is delivered, and not after the tolerance", async () => {
    const request = alias({ version: "7" });
    await current.hook.send(request);
    expect((await current.hook.send(request)).body).toBe('{"result":"repeated"}');
    current.hook.memory.now = minutes(6);
    expect((await current.hook.send(request)).statusCode).toBe(401);
    expect(details()).toHaveLength(1);
  });
});
