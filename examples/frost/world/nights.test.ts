import { GetMetricStatisticsCommand } from "@aws-sdk/client-cloudwatch";
import { CreateBucketCommand, GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { type Clients, connect, disconnect } from "@driftwheel/example-shared/world/clients.ts";
import { Outcomes } from "@driftwheel/example-shared/world/outcomes.ts";
import type { Served } from "@driftwheel/example-shared/world/traffic.ts";
import { startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseLabelledDays } from "../image/labelled-days.ts";
import { names } from "../names.ts";
import { nights } from "./nights.ts";
import type { WeatherDay } from "./weather.ts";

const sent = new Date(Date.now() - 5_000);

function served(variant: string, date: string, predicted: number): Served<WeatherDay> {
  return {
    inferenceId: `night-of-${date}`,
    at: sent,
    variant,
    predicted,
    asked: {
      station: "New York",
      date,
      day: { temp_max: 9.4, wind: 6.1, precipitation: 1.5, month: 11 },
      tempMin: 3,
    },
  };
}

describe("the nights", () => {
  let local: Awaited<ReturnType<typeof startLocal>>;
  let clients: Clients;

  beforeAll(async () => {
    local = await startLocal({ region: "us-east-1" });
    clients = connect({ url: local.url, region: "us-east-1" });
    await clients.s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
    const brought = new Outcomes(clients, nights);
    brought.follow(served("champion", "2015-11-01", 5));
    brought.follow(served("champion", "2015-11-02", 5.1));
    brought.follow(served("version-2", "2015-11-03", 2));
    await brought.stop();
  });
  afterAll(async () => {
    disconnect(clients);
    await local.close();
  });

  it("bring labelled rows that the pipeline can read, with the time of serving", async () => {
    const { Contents = [] } = await clients.s3.send(
      new ListObjectsV2Command({ Bucket: names.bucket, Prefix: "labelled/" }),
    );
    expect(Contents).toHaveLength(1);
    const file = await clients.s3.send(
      new GetObjectCommand({ Bucket: names.bucket, Key: Contents[0]?.Key ?? "" }),
    );
    const days = parseLabelledDays((await file.Body?.transformToString()) ?? "", "labelled.csv");
    expect(days.map(({ date }) => date)).toEqual(["2015-11-01", "2015-11-02", "2015-11-03"]);
    expect(days[0]).toEqual({ ...served("champion", "2015-11-01", 5).asked, servedAt: sent.toISOString() });
  });

  it.each([
    ["champion", 2, 1],
    ["version-2", 1, 1],
  ])("count %s's outcomes: %i of them, %i within 2 degrees", async (variant, trials, successes) => {
    const sum = async (metric: string) => {
      const { Datapoints = [] } = await clients.cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: "Driftwheel",
          MetricName: metric,
          Dimensions: [
            { Name: "EndpointName", Value: names.endpoint },
            { Name: "VariantName", Value: variant },
          ],
          StartTime: new Date(Date.now() - 120_000),
          EndTime: new Date(Date.now() + 60_000),
          Period: 60,
          Statistics: ["Sum"],
        }),
      );
      return Datapoints.reduce((total, { Sum = 0 }) => total + Sum, 0);
    };
    expect([await sum("OutcomeTrials"), await sum("OutcomeSuccesses")]).toEqual([trials, successes]);
  });
});
