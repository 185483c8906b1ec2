import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { PutMetricAlarmCommand } from "@aws-sdk/client-cloudwatch";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import {
  CreateEndpointConfigCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import type { Entry, EntryKind } from "@driftwheel/core/vocabulary/entry.ts";
import { names as frost } from "@driftwheel/example-frost/names.ts";
import type { Clients } from "@driftwheel/example-shared/world/clients.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { longestWait } from "../runner/longest-wait.ts";
import { trainOnCity } from "./another-city.ts";
import { region, type SmallAws, startSmallAws } from "./small-aws.ts";

/**
 * An endpoint whose instances follow its traffic: one trial is rolled back, the next promoted, and at every moment each
 * variant that serves is scaled as the champion was. The functions are the bundles that are deployed.
 */
let aws: SmallAws;
let clients: Clients;
let scaling: ApplicationAutoScaling;
let events: EventBridgeClient;
let byHand = 0;

beforeAll(async () => {
  aws = await startSmallAws(5);
  ({ clients } = aws);
  const place = {
    endpoint: aws.local.url,
    region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  scaling = new ApplicationAutoScaling(place);
  events = new EventBridgeClient(place);
  await scaleChampion();
  aws.begin();
});

afterAll(async () => {
  scaling.destroy();
  events.destroy();
  await aws.close();
});

const target = (variant: string) => ({
  ServiceNamespace: "sagemaker" as const,
  ResourceId: `endpoint/${frost.endpoint}/variant/${variant}`,
  ScalableDimension: "sagemaker:variant:DesiredInstanceCount" as const,
});

/** What a team has on an endpoint whose traffic varies, and an alarm of its own. */
async function scaleChampion(): Promise<void> {
  await scaling.registerScalableTarget({ ...target("champion"), MinCapacity: 2, MaxCapacity: 4 });
  await scaling.putScalingPolicy({
    ...target("champion"),
    PolicyName: "load",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 70,
      PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
    },
  });
  await scaling.putScheduledAction({
    ...target("champion"),
    ScheduledActionName: "harvest",
    Schedule: "at(2099-09-01T06:00:00)",
    ScalableTargetAction: { MinCapacity: 3 },
  });
  await clients.cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName: "frost-slow",
      Namespace: "AWS/SageMaker",
      MetricName: "ModelLatency",
      Statistic: "Average",
      Dimensions: [
        { Name: "EndpointName", Value: frost.endpoint },
        { Name: "VariantName", Value: "champion" },
      ],
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1_000_000,
      ComparisonOperator: "GreaterThanThreshold",
    }),
  );
  await vi.waitFor(async () => expect(await serving()).toEqual({ champion: 2 }), { timeout: longestWait });
}

/** How a variant is scaled, in short; null when it is not. */
async function scalingOf(variant: string): Promise<string | null> {
  const { ResourceId } = target(variant);
  const { ScalableTargets = [] } = await scaling.describeScalableTargets({
    ServiceNamespace: "sagemaker",
    ResourceIds: [ResourceId],
  });
  const [found] = ScalableTargets;
  if (!found) return null;
  const of = { ServiceNamespace: "sagemaker" as const, ResourceId };
  const { ScalingPolicies = [] } = await scaling.describeScalingPolicies(of);
  const { ScheduledActions = [] } = await scaling.describeScheduledActions(of);
  const policies = ScalingPolicies.map(
    ({ PolicyName, TargetTrackingScalingPolicyConfiguration: tracked }) =>
      `${PolicyName} ${tracked?.TargetValue}`,
  );
  const actions = ScheduledActions.map(
    ({ ScheduledActionName, Schedule }) => `${ScheduledActionName} ${Schedule}`,
  );
  return [`${found.MinCapacity} to ${found.MaxCapacity}`, ...policies, ...actions].join(", ");
}

const asBefore = "2 to 4, load 70, harvest at(2099-09-01T06:00:00)";
const scalings = async () => ({
  champion: await scalingOf("champion"),
  challenger: await scalingOf("version-2"),
});

/** Instances of each variant, once nothing changes. */
async function serving(): Promise<Readonly<Record<string, number | undefined>> | null> {
  const { EndpointStatus, ProductionVariants = [] } = await clients.sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: frost.endpoint }),
  );
  if (EndpointStatus !== "InService") return null;
  return Object.fromEntries(
    ProductionVariants.map(({ VariantName, CurrentInstanceCount }) => [VariantName, CurrentInstanceCount]),
  );
}

/** Waits for one more entry of the kind than there were. */
async function next(kind: EntryKind, after = 0): Promise<Entry> {
  return vi.waitFor(
    async () => {
      const found = (await aws.ledger()).find((entry) => entry.kind === kind && entry.sequence > after);
      if (!found)
        throw new Error(`no ${kind} yet: ${(await aws.ledger()).map((entry) => entry.kind).join(", ")}`);
      return found;
    },
    // What it waits for may be a training, which beside other tests takes longer.
    { timeout: longestWait, interval: 300 },
  );
}

async function command(name: string, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await events.send(
    new PutEventsCommand({
      Entries: [
        {
          EventBusName: names.bus,
          Source: "driftwheel.command",
          DetailType: "Command Given",
          Detail: JSON.stringify({
            model: "frost",
            command: { name, ...fields },
            by: "ada",
            reason: "to see it",
          }),
        },
      ],
    }),
  );
}

/** What a person or a tool does that knows nothing of the scaling. */
async function deployChallengerAlone(): Promise<void> {
  // A configuration stays when the update is refused, and this is tried again while the endpoint changes.
  byHand += 1;
  const own = `by-hand-${byHand}`;
  const { EndpointConfigName } = await clients.sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: frost.endpoint }),
  );
  const { ProductionVariants = [] } = await clients.sagemaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName }),
  );
  await clients.sagemaker.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: own,
      ProductionVariants: ProductionVariants.filter(({ VariantName }) => VariantName === "version-2"),
    }),
  );
  await clients.sagemaker.send(
    new UpdateEndpointCommand({ EndpointName: frost.endpoint, EndpointConfigName: own }),
  );
}

it("a rollout on a scaled endpoint is rolled back, another promoted, and what serves stays scaled", async () => {
  expect(await scalings()).toEqual({ champion: asBefore, challenger: null });
  await trainOnCity(clients, "New York");

  const started = await next("rollout-started");
  expect(started.data).toMatchObject({
    weight: 0,
    scaling: { minimum: 2, maximum: 4 },
    alarms: ["frost-slow"],
  });
  expect(await next("weights-shifted")).toMatchObject({ data: { from: 0, to: 10 } });
  expect(await scalings()).toEqual({ champion: asBefore, challenger: asBefore });
  await vi.waitFor(
    async () => {
      expect(await serving()).toEqual({ champion: 2, "version-2": 2 });
      // While it changes, the endpoint refuses any update.
      await expect(deployChallengerAlone()).rejects.toThrow(
        "scalable target exists for a variant being deleted",
      );
    },
    { timeout: longestWait },
  );

  await command("roll-back");
  const back = await next("rollout-rolled-back");
  expect(await scalings()).toEqual({ champion: asBefore, challenger: null });
  expect(await serving()).toEqual({ champion: 2 });

  await command("start-rollout", { version: 2 });
  const shifted = await next("weights-shifted", back.sequence);
  await vi.waitFor(
    async () => {
      const settled = (await aws.ledger()).filter(
        (entry) =>
          entry.kind === "signal-observed" && entry.data.settled && entry.sequence > shifted.sequence,
      );
      expect(settled).toHaveLength(1);
    },
    { timeout: longestWait, interval: 300 },
  );
  await command("promote");
  const promoted = await next("rollout-promoted");
  expect(promoted.because).toContain("Alarm frost-slow named variant champion, which is gone");
  expect(await scalings()).toEqual({ champion: null, challenger: asBefore });
  // The champion had two instances for 90% of the traffic, so all of it needs three; they were there before it.
  expect(await serving()).toEqual({ "version-2": 3 });
  const raised = (await aws.ledger()).findLast((entry) => entry.kind === "challenger-prepared");
  expect(raised?.data).toMatchObject({ to: 100, scaling: [], instances: { "version-2": 3 } });
  expect((await aws.ledger()).filter(({ kind }) => kind === "effect-failed")).toEqual([]);
});
