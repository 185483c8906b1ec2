import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  GetMetricDataCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  type MetricDatum,
  PutMetricDataCommand,
} from "@aws-sdk/client-cloudwatch";
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

let server: LocalServer;
beforeAll(async () => {
  server = await startLocal();
});
afterAll(() => server.close());

/** The minute before this one: complete, and never split by a test that runs over a minute's end. */
const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000);
const at = (seconds: number) => new Date(minute.getTime() + seconds * 1000);

// The SDK speaks JSON; boto3 and older SDKs have spoken the other two.
describe.each([
  ["JSON", AwsJson1_0Protocol],
  ["CBOR", AwsSmithyRpcV2CborProtocol],
  ["query", AwsQueryProtocol],
])("metrics by the %s protocol", (protocolName, protocol) => {
  const Namespace = `Frost ${protocolName}`;
  let cloudwatch: CloudWatchClient;
  beforeAll(() => {
    cloudwatch = new CloudWatchClient({
      endpoint: server.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
      maxAttempts: 1,
      protocol,
    });
  });
  afterAll(() => cloudwatch.destroy());

  const put = (...MetricData: MetricDatum[]) =>
    cloudwatch.send(new PutMetricDataCommand({ Namespace, MetricData }));
  const get = async (MetricName: string, Stat: string, Period: number) => {
    const { MetricDataResults } = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: minute,
        EndTime: at(60),
        ScanBy: "TimestampAscending",
        MetricDataQueries: [
          {
            Id: "q",
            MetricStat: {
              Metric: { Namespace, MetricName, Dimensions: [{ Name: "VariantName", Value: "champion" }] },
              Period,
              Stat,
            },
          },
        ],
      }),
    );
    const { Timestamps = [], Values = [] } = MetricDataResults?.[0] ?? {};
    return Timestamps.map((time, index) => [(time.getTime() - minute.getTime()) / 1000, Values[index]]);
  };
  const Dimensions = [{ Name: "VariantName", Value: "champion" }];

  it("come back by period, aligned, without the empty ones", async () => {
    const trial = { MetricName: "Trials", Dimensions, StorageResolution: 1 };
    await put(
      { ...trial, Value: 1, Timestamp: at(3) },
      { ...trial, Values: [2, 5], Counts: [3, 1], Timestamp: at(9) },
      { ...trial, Value: 4, Timestamp: at(30) },
    );

    expect(await get("Trials", "Sum", 10)).toEqual([
      [0, 12],
      [30, 4],
    ]);
    expect(await get("Trials", "SampleCount", 60)).toEqual([[0, 6]]);
    expect(await get("Trials", "Average", 5)).toEqual([
      [0, 1],
      [5, 2.75],
      [30, 4],
    ]);
  });

  it("are kept by the minute unless they were put with high resolution", async () => {
    await put({ MetricName: "Coarse", Dimensions, Value: 1, Timestamp: at(45) });

    expect(await get("Coarse", "Sum", 1)).toEqual([[0, 1]]);
  });

  it("tell percentiles, trimmed counts and percentile ranks", async () => {
    await put({
      MetricName: "ModelLatency",
      Dimensions,
      Values: Array.from({ length: 100 }, (_, index) => index + 1),
      Timestamp: minute,
    });
    const read = async (stat: string) => (await get("ModelLatency", stat, 60))[0]?.[1];

    expect(await read("p99")).toBe(99);
    expect(await read("p50")).toBe(50);
    expect(await read("TC(90:)")).toBe(10);
    expect(await read("TC(10:20)")).toBe(10);
    expect(await read("PR(:25)")).toBe(25);
    expect(await read("TM(98:)")).toBe(99.5);
    expect(await read("tm90")).toBe(45.5);
    expect(await read("Maximum")).toBe(100);
  });

  it("come back as datapoints too, from statistic sets as well", async () => {
    await put({
      MetricName: "Summed",
      Dimensions,
      StatisticValues: { SampleCount: 4, Sum: 10, Minimum: 1, Maximum: 5 },
      Timestamp: minute,
    });

    const { Datapoints } = await cloudwatch.send(
      new GetMetricStatisticsCommand({
        Namespace,
        MetricName: "Summed",
        Dimensions,
        StartTime: minute,
        EndTime: at(60),
        Period: 60,
        Statistics: ["Average", "Maximum"],
      }),
    );

    expect(Datapoints).toEqual([{ Timestamp: minute, Average: 2.5, Maximum: 5, Unit: "None" }]);
  });

  it("are listed by name and dimension", async () => {
    await put({ MetricName: "Listed", Dimensions, Value: 1 }, { MetricName: "Other", Value: 1 });

    const { Metrics } = await cloudwatch.send(
      new ListMetricsCommand({ Namespace, MetricName: "Listed", Dimensions: [{ Name: "VariantName" }] }),
    );

    expect(Metrics).toEqual([{ Namespace, MetricName: "Listed", Dimensions }]);
  });

  // With CBOR the SDK compresses the body and still sends the length of the uncompressed one.
  it.skipIf(protocolName === "CBOR")("arrive although the client compresses them", async () => {
    await put(
      ...Array.from({ length: 900 }, (_, index) => ({
        MetricName: `Many${index % 2}`,
        Dimensions,
        Value: 1,
        Timestamp: minute,
      })),
    );

    expect(await get("Many1", "Sum", 60)).toEqual([[0, 450]]);
  });

  it("are refused with the service's own error", async () => {
    await expect(
      cloudwatch.send(
        new PutMetricDataCommand({ Namespace: "AWS/Frost", MetricData: [{ MetricName: "m", Value: 1 }] }),
      ),
    ).rejects.toMatchObject({ name: "InvalidParameterValueException", $metadata: { httpStatusCode: 400 } });
    await expect(put({ MetricName: "m" })).rejects.toMatchObject({
      name: "MissingRequiredParameterException",
    });
  });

  it("have operations that are not implemented, which say so", async () => {
    await expect(cloudwatch.send(new DescribeAlarmHistoryCommand({}))).rejects.toMatchObject({
      message: expect.stringMatching(/^Driftwheel's local AWS does not implement .*DescribeAlarmHistory/),
    });
  });
});

it("takes metrics from the inside, as the services write them", async () => {
  const dimensions = { EndpointName: "frost" };
  server.world.metrics.put([
    { namespace: "AWS/SageMaker", name: "Invocations", dimensions, timestamp: at(1), value: 1, count: 3 },
  ]);

  const found = server.world.metrics.samples(
    { namespace: "AWS/SageMaker", name: "Invocations", dimensions },
    minute.getTime(),
    at(60).getTime(),
    null,
  );

  expect(found).toMatchObject([{ value: 1, count: 3, sum: 3 }]);
});
