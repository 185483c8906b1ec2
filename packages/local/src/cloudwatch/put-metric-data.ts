import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { dimensions, listOf, timestamp } from "./timestamp.ts";

const datum = z.object({
  MetricName: z.string(),
  Dimensions: dimensions,
  Timestamp: timestamp.optional(),
  Value: z.number().optional(),
  Values: listOf(z.number()),
  Counts: listOf(z.number()),
  StatisticValues: z
    .object({ SampleCount: z.number(), Sum: z.number(), Minimum: z.number(), Maximum: z.number() })
    .optional(),
  Unit: z.string().default("None"),
  StorageResolution: z.number().default(60),
});

const request = z.object({
  Namespace: z.string(),
  MetricData: listOf(datum),
});

const day = 86_400_000;

/**
 * Takes metric data in. Data of standard resolution are kept by the minute, of high resolution (1) by the second.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export function putMetricData(input: unknown, recorder: MetricRecorder, now: Date): Record<string, never> {
  const parsed = request.safeParse(input);
  if (!parsed.success) {
    throw new ServiceError("InvalidParameterValue", z.prettifyError(parsed.error));
  }
  const { Namespace, MetricData } = parsed.data;
  if (Namespace.startsWith("AWS/")) {
    throw invalid("The value AWS/ for parameter Namespace is invalid.");
  }
  if (MetricData.length === 0) {
    throw new ServiceError("MissingParameter", "The parameter MetricData is required.");
  }
  if (MetricData.length > 1000) {
    throw invalid("The collection MetricData must not have a size greater than 1000.");
  }
  MetricData.forEach((one, index) => {
    check(one, `MetricData.member.${index + 1}`, now);
  });
  for (const one of MetricData) record(one, Namespace, recorder, now);
  return {};
}

type Datum = z.infer<typeof datum>;

function check(one: Datum, path: string, now: Date): void {
  const kinds = [one.Value !== undefined, one.Values.length > 0, one.StatisticValues !== undefined];
  if (kinds.filter(Boolean).length !== 1) {
    throw new ServiceError(
      kinds.some(Boolean) ? "InvalidParameterCombination" : "MissingParameter",
      `At least one of the parameters ${path}.Value, ${path}.Values or ${path}.StatisticValues must be specified, and only one.`,
    );
  }
  if (one.Values.length > 150)
    throw invalid(`The collection ${path}.Values must not have a size greater than 150.`);
  if (one.Counts.length > 0 && one.Counts.length !== one.Values.length) {
    throw invalid(`The parameters ${path}.Values and ${path}.Counts must be of the same size.`);
  }
  if (one.StorageResolution !== 1 && one.StorageResolution !== 60) {
    throw invalid(`The value ${one.StorageResolution} for parameter ${path}.StorageResolution is invalid.`);
  }
  const age = now.getTime() - (one.Timestamp ?? now).getTime();
  if (age > 14 * day || age < -day / 12) {
    throw invalid(
      `The parameter ${path}.Timestamp must specify a time no more than two weeks in the past and two hours in the future.`,
    );
  }
}

function record(one: Datum, namespace: string, recorder: MetricRecorder, now: Date): void {
  const step = one.StorageResolution * 1000;
  const common = {
    namespace,
    name: one.MetricName,
    dimensions: one.Dimensions,
    timestamp: new Date(Math.floor((one.Timestamp ?? now).getTime() / step) * step),
    unit: one.Unit,
  };
  if (one.StatisticValues) {
    const { SampleCount: count, Sum: sum, Minimum: minimum, Maximum: maximum } = one.StatisticValues;
    recorder.putSets([{ ...common, count, sum, minimum, maximum }]);
    return;
  }
  const values = one.Value === undefined ? one.Values : [one.Value];
  recorder.put(values.map((value, index) => ({ ...common, value, count: one.Counts[index] ?? 1 })));
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message);
}
