import { join } from "node:path";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import { asynchronous } from "@driftwheel/example-frost/serving/asynchronous.ts";
import { askAsynchronously } from "@driftwheel/example-shared/world/ask-asynchronously.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { trainOnCity } from "../another-city.ts";
import { type SmallAws, startSmallAws } from "../small-aws.ts";
import fleet from "./asynchronous-fleet.ts";
import { baking, describeEndpoint, ErrorAlarm, trainAgain, waiting } from "./deployed.ts";

/*
 * SageMaker's guardrails on an endpoint that queues requests: a canary promotes a version under the champion's name, the
 * next is taken back by its alarm, and each request that was sent is answered. The functions are the bundles that are deployed.
 */
const [name = ""] = fleet.models.frost?.rollout.guardrails?.alarms ?? [];
let aws: SmallAws;
let alarm: ErrorAlarm;

beforeAll(async () => {
  aws = await startSmallAws(9, join(import.meta.dirname, "asynchronous-fleet.ts"), asynchronous);
  alarm = new ErrorAlarm(aws, name, "InvocationFailures");
  await alarm.put();
  aws.begin();
});

afterAll(async () => {
  alarm.close();
  await aws.close();
});

it("a canary promotes a version of a model that queues requests, and both fleets answer its queue meanwhile", async () => {
  const { clients, days, ledger } = aws;
  const [asked] = days.history;
  if (!asked) throw new Error("There is no weather.");
  await trainOnCity(clients, "New York");
  await baking(aws, /^driftwheel-frost-v2-1-sole$/);
  const ask = asynchronous.ask().ask(clients.runtime);
  const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => ask(asked, `canary-${at}`)));
  expect(new Set(answers.map(({ variant }) => variant))).toEqual(new Set(["champion"]));
  expect(new Set(answers.map(({ predicted }) => predicted)).size).toBe(2);
  await vi.waitFor(async () => {
    expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-promoted");
  }, waiting);
  expect(await describeEndpoint(aws)).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "driftwheel-frost-v2-1-sole",
    AsyncInferenceConfig: { ClientConfig: { MaxConcurrentInvocationsPerInstance: 8 } },
    LastDeploymentConfig: {
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "CANARY" } },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: name }] },
    },
  });
});

it("a version whose alarm goes off is taken back by SageMaker, and what failed is told with SageMaker's reason", async () => {
  const { clients, ledger } = aws;
  await trainAgain(aws);
  await baking(aws, /^driftwheel-frost-v3-2-sole$/);
  const on = { endpoint: frost.endpoint, bucket: frost.bucket, prefix: "requests" };
  await Promise.all(
    Array.from({ length: 10 }, (_, at) =>
      askAsynchronously(clients, on, { body: "no,row,of,days", inferenceId: `wrong-${at}` }),
    ),
  );
  await vi.waitFor(async () => {
    await alarm.evaluate();
    expect((await ledger()).map(({ kind }) => kind)).toContain("rollout-rolled-back");
  }, waiting);
  const back = (await ledger()).find((entry) => entry.kind === "rollout-rolled-back");
  expect(back).toMatchObject({
    data: {
      reason: `The deployment was rolled back because the alarm ${name} is in ALARM.`,
      challenger: { version: 3 },
    },
  });
  expect(await describeEndpoint(aws)).toMatchObject({
    EndpointStatus: "InService",
    EndpointConfigName: "driftwheel-frost-v2-1-sole",
  });
});
