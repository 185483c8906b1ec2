import { CloudWatch, type MetricDatum, type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalServer, startLocal } from "../server.ts";

let server: LocalServer;
let cloudwatch: CloudWatch;

beforeAll(async () => {
  server = await startLocal();
  cloudwatch = new CloudWatch({
    endpoint: server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
    maxAttempts: 1,
  });
});

afterAll(async () => {
  cloudwatch.destroy();
  await server.close();
});

const put = (datum: Omit<MetricDatum, "MetricName">) =>
  cloudwatch.putMetricData({ Namespace: "Tides", MetricData: [{ MetricName: "Level", ...datum }] });

it.each([NaN, Infinity, -Infinity])("%d is no value of a metric", async (value) => {
  for (const given of [{ Value: value }, { Values: [1, value] }]) {
    await expect(put(given)).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: `The value ${value} for parameter MetricData.member.1.${Object.keys(given)[0]} is invalid.`,
    });
  }
});

it("a datum has one kind of value", async () => {
  const StatisticValues = { SampleCount: 1, Sum: 1, Minimum: 1, Maximum: 1 };
  await expect(put({ Value: 1, StatisticValues })).rejects.toMatchObject({
    name: "InvalidParameterCombinationException",
    message:
      "The parameters MetricData.member.1.Value and MetricData.member.1.StatisticValues are mutually exclusive and you have specified both.",
  });
  await expect(put({})).rejects.toMatchObject({ name: "MissingRequiredParameterException" });
});

it("statistics are of a time that ends after it begins, and of some kind", async () => {
  const StartTime = new Date(Date.now() - 600_000);
  const asked = { Namespace: "Tides", MetricName: "Level", StartTime, EndTime: new Date(), Period: 60 };
  await expect(cloudwatch.getMetricStatistics(asked)).rejects.toMatchObject({
    name: "InvalidParameterCombinationException",
  });
  await expect(
    cloudwatch.getMetricStatistics({ ...asked, EndTime: StartTime, Statistics: ["Sum"] }),
  ).rejects.toMatchObject({ name: "InvalidParameterValueException" });
});

it("a token of a list that was never given is refused", async () => {
  for (const NextToken of ["never", "-1", "7000000"]) {
    await expect(cloudwatch.listMetrics({ NextToken }), NextToken).rejects.toMatchObject({
      name: "InvalidParameterValueException",
      message: "Request parameter NextToken is invalid",
    });
  }
});

it("an alarm's percentile is one, and its few samples are evaluated or ignored", async () => {
  const alarm = (more: Partial<PutMetricAlarmCommandInput>) =>
    cloudwatch.putMetricAlarm({
      AlarmName: "high",
      Namespace: "Tides",
      MetricName: "Level",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: "GreaterThanThreshold",
      ...more,
    });
  await expect(alarm({ ExtendedStatistic: "90" })).rejects.toMatchObject({
    message: "The value 90 for parameter ExtendedStatistic is not supported.",
  });
  await expect(
    alarm({ ExtendedStatistic: "p90", EvaluateLowSampleCountPercentile: "never" }),
  ).rejects.toMatchObject({ message: expect.stringContaining("Option never is not supported.") });
  await alarm({ ExtendedStatistic: "p90", EvaluateLowSampleCountPercentile: "ignore" });
});
