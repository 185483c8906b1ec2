import { PutObjectCommand } from "@aws-sdk/client-s3";
import {
  DescribeEndpointCommand,
  DescribeModelPackageCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";
import { dynamoLedger } from "@driftwheel/aws/ledger/ledger.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { formatLabelledDays } from "@driftwheel/example-frost/image/labelled-days.ts";
import { images } from "@driftwheel/example-frost/image.ts";
import { names as frost, places } from "@driftwheel/example-frost/names.ts";
import { deployedAfter } from "@driftwheel/example-frost/run/deployed-after.ts";
import { type Clients, connect, disconnect } from "@driftwheel/example-frost/world/clients.ts";
import { invokeEndpoint } from "@driftwheel/example-frost/world/invoke.ts";
import { Nights } from "@driftwheel/example-frost/world/nights.ts";
import { seasons } from "@driftwheel/example-frost/world/seasons.ts";
import { seed } from "@driftwheel/example-frost/world/seed.ts";
import { Traffic } from "@driftwheel/example-frost/world/traffic.ts";
import { readWeather } from "@driftwheel/example-frost/world/weather.ts";
import { names } from "@driftwheel/local/lambda/environment.ts";
import { seededRandom } from "@driftwheel/local/random.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { bundledFunctions } from "./bundled-functions.ts";

/**
 * A version that learned New York and is better on New York's days, put on trial on Seattle's: the gate cannot know,
 * the traffic does. The functions are the bundles that are deployed.
 */
const region = "us-east-1";
let local: LocalServer;
let clients: Clients;
const days = seasons(seededRandom(3));
const unexpected: unknown[] = [];

beforeAll(async () => {
  const bundled = await bundledFunctions();
  const seeded = Promise.withResolvers<void>();
  local = await startLocal({
    images,
    region,
    seed: 3,
    functions: await deployedAfter(seeded.promise, bundled.load),
    schedules: { monitor: 0, sweep: 2_000 },
  });
  clients = connect({ url: local.url, region });
  await seed(clients, days.history, () => {});
  seeded.resolve();
}, 120_000);

afterAll(async () => {
  disconnect(clients);
  await local.close();
});

async function ledger(): Promise<readonly Entry[]> {
  return dynamoLedger({ client: clients.dynamodb, table: names.ledgerTable }).read("frost");
}

async function labelledIn(city: string): Promise<void> {
  const learned = readWeather()
    .filter(({ station }) => station === city)
    .slice(0, 700)
    .map((day) => ({ ...day, servedAt: `${day.date}T20:00:00.000Z` }));
  await clients.s3.send(
    new PutObjectCommand({
      Bucket: frost.bucket,
      Key: `${places.labelled.slice(`s3://${frost.bucket}/`.length)}city.csv`,
      Body: formatLabelledDays(learned),
    }),
  );
}

it("a version that is worse on live traffic is taken off it, and the endpoint is as it was", async () => {
  const before = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  const champion = await modelDataOf(1);
  const nights = new Nights(clients);
  const traffic = new Traffic(
    {
      perSecond: 60,
      concurrency: 40,
      invoke: invokeEndpoint(clients.runtime),
      onServed: (served) => nights.fallOn(served),
      onFailed: (error) => unexpected.push(error),
    },
    days.seattle(),
  );
  nights.start((error) => unexpected.push(error));
  traffic.start();
  try {
    await labelledIn("New York");
    await clients.sagemaker.send(
      new StartPipelineExecutionCommand({
        PipelineName: frost.pipeline,
        ClientRequestToken: "somebody-trains-on-another-citys-days",
        PipelineParameters: [
          { Name: "LabelledData", Value: places.labelled },
          { Name: "ChampionModelData", Value: champion },
        ],
      }),
    );
    await vi.waitFor(
      async () => {
        const kinds = (await ledger()).map(({ kind }) => kind);
        expect(kinds).toContain("rollout-rolled-back");
      },
      { timeout: 120_000, interval: 500 },
    );
  } finally {
    await traffic.stop();
    await nights.stop();
  }

  const entries = await ledger();
  const shares = entries.flatMap((entry) => (entry.kind === "weights-shifted" ? [entry.data.to] : []));
  const look = entries.findLast((entry) => entry.kind === "rollout-looked");
  const after = await clients.sagemaker.send(new DescribeEndpointCommand({ EndpointName: frost.endpoint }));
  expect(look?.data.decision).toBe("roll-back");
  expect(shares.at(-1)).toBe(0);
  expect(after.EndpointConfigName).toBe(before.EndpointConfigName);
  expect(after.EndpointStatus).toBe("InService");
  expect(after.ProductionVariants?.map(({ VariantName }) => VariantName)).toEqual(["champion"]);
  await vi.waitFor(() =>
    expect(local.alerts().map(({ subject }) => subject)).toContain("frost: version 2 rolled back"),
  );
  expect(unexpected).toEqual([]);
});

async function modelDataOf(version: number): Promise<string> {
  const { InferenceSpecification } = await clients.sagemaker.send(
    new DescribeModelPackageCommand({
      ModelPackageName: `arn:aws:sagemaker:${region}:111122223333:model-package/${frost.packageGroup}/${version}`,
    }),
  );
  return InferenceSpecification?.Containers?.[0]?.ModelDataUrl ?? "";
}
