import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ssm } from "../clients/ssm.ts";
import { pointTo } from "../testing/json-wire.ts";
import { routeParameter } from "./route-parameter.ts";

let local: LocalServer;
beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(() => local.close());

const put = (Name: string, Value: string, Type: "String" | "SecureString" = "String") =>
  ssm().send(new PutParameterCommand({ Name, Value, Type }));

it("finds what callers would find, and nothing where nobody has written it", async () => {
  expect(await routeParameter("/tides/none")).toBeNull();
  const value = JSON.stringify({ model: "tides", champion: { endpoint: "tides-prod", weight: 100 } });
  await put("/tides/route", value);
  expect(await routeParameter("/tides/route")).toEqual({ type: "String", value, challengerStatus: null });
  await put("/tides/secret", value, "SecureString");
  expect(await routeParameter("/tides/secret")).toMatchObject({ type: "SecureString" });
});

it("finds that the endpoint on trial does not exist", async () => {
  const value = JSON.stringify({
    model: "tides",
    champion: { endpoint: "tides-prod", weight: 75 },
    challenger: { endpoint: "driftwheel-tides-v2-1", weight: 25 },
    rollout: "tides-v2-1",
  });
  await put("/tides/trial", value);
  expect(await routeParameter("/tides/trial")).toEqual({ type: "String", value, challengerStatus: null });
});
