import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { listOf } from "./timestamp.ts";

const request = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: listOf(z.object({ Name: z.string(), Value: z.string().optional() })),
  NextToken: z.string().optional(),
});

const pageSize = 500;

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics(input: unknown, recorder: MetricRecorder): unknown {
  const parsed = request.safeParse(input);
  if (!parsed.success) throw new ServiceError("InvalidParameterValue", z.prettifyError(parsed.error));
  const { Namespace, MetricName, Dimensions, NextToken } = parsed.data;
  const found = recorder.metrics.filter(
    ({ namespace, name, dimensions }) =>
      (Namespace === undefined || namespace === Namespace) &&
      (MetricName === undefined || name === MetricName) &&
      Dimensions.every(({ Name, Value }) =>
        Value === undefined ? Name in dimensions : dimensions[Name] === Value,
      ),
  );
  const start = Number(NextToken ?? 0);
  if (!/^\d+$/.test(NextToken ?? "0") || start > found.length) {
    throw new ServiceError("InvalidParameterValue", "Request parameter NextToken is invalid");
  }
  const more = start + pageSize < found.length;
  return {
    Metrics: found.slice(start, start + pageSize).map(({ namespace, name, dimensions }) => ({
      Namespace: namespace,
      MetricName: name,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    })),
    ...(more ? { NextToken: String(start + pageSize) } : {}),
  };
}
