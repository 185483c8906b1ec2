import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { dimensions, listOf, timestamp } from "./timestamp.ts";

/** Of all numbers of IEEE 754, these are refused with words of their own. */
const measured = z.union([z.number(), z.nan(), z.enum(["NaN", "Infinity", "-Infinity"])]);

const datum = z.object({
  MetricName: z.string(),
  Dimensions: dimensions,
  Timestamp: timestamp.optional(),
  Value: measured.optional(),
  Values: listOf(measured),
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
  const given = [
    ...(one.Value === undefined ? [] : ["Value"]),
    ...(one.Values.length === 0 ? [] : ["Values"]),
    ...(one.StatisticValues === undefined ? [] : ["StatisticValues"]),
  ];
  const [first, second] = given;
  if (first === undefined) {
    throw new ServiceError(
      "MissingParameter",
      `At least one of the parameters ${path}.Value, ${path}.Values or ${path}.StatisticValues must be specified.`,
    );
  }
  if (second !== undefined) {
    throw new ServiceError(
      "InvalidParameterCombination",
      `The parameters ${path}.${first} and ${path}.${second} are mutually exclusive and you have specified both.`,
    );
  }
  const name = one.Value === undefined ? "Values" : "Value";
  const wrong = valuesOf(one).find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw invalid(`The value ${wrong} for parameter ${path}.${name} is invalid.`);
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
  recorder.put(valuesOf(one).map((value, index) => ({ ...common, value, count: one.Counts[index] ?? 1 })));
}

function valuesOf({ Value, Values }: Datum): readonly number[] {
  return (Value === undefined ? Values : [Value]).map(Number);
}

function invalid(message: string): ServiceError {
  return new ServiceError("InvalidParameterValue", message);
}
