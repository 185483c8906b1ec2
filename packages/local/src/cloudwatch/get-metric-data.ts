import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { filledPeriods } from "./periods.ts";
import { statisticOf } from "./statistics.ts";
import { dimensions, listOf, timestamp } from "./timestamp.ts";

const request = z.object({
  MetricDataQueries: listOf(
    z.object({
      Id: z.string(),
      Label: z.string().optional(),
      ReturnData: z.boolean().default(true),
      Expression: z.string().optional(),
      MetricStat: z
        .object({
          Metric: z.object({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
          Period: z.number(),
          Stat: z.string(),
          Unit: z.string().optional(),
        })
        .optional(),
    }),
  ),
  StartTime: timestamp,
  EndTime: timestamp,
  ScanBy: z.enum(["TimestampDescending", "TimestampAscending"]).default("TimestampDescending"),
});

/**
 * Reads metrics: one result a query; periods without data are not in it.
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html
 */
export function getMetricData(input: unknown, recorder: MetricRecorder): unknown {
  const parsed = request.safeParse(input);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const { MetricDataQueries, StartTime, EndTime, ScanBy } = parsed.data;
  if (MetricDataQueries.length === 0 || MetricDataQueries.length > 500) {
    throw invalid("The collection MetricDataQueries must have a size between 1 and 500.");
  }
  const results = MetricDataQueries.flatMap(({ Id, Label, ReturnData, Expression, MetricStat }) => {
    if (!/^[a-z][a-zA-Z0-9_]*$/.test(Id)) {
      throw invalid(
        `The value ${Id} for parameter Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
      );
    }
    if (Expression !== undefined || !MetricStat) {
      throw invalid(`Driftwheel's local AWS does not implement metric math (query ${Id}).`);
    }
    const statistic = statisticOf(MetricStat.Stat);
    if (!statistic) throw invalid(`The value ${MetricStat.Stat} for parameter Stat is not supported.`);
    const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
    const metric = { namespace: Namespace, name: MetricName, dimensions: Dimensions };
    const window = {
      start: StartTime,
      end: EndTime,
      period: MetricStat.Period,
      refusedAs: "ValidationError",
    } as const;
    const points = filledPeriods(recorder, metric, window, MetricStat.Unit ?? null).flatMap(
      ({ at, samples }) => {
        const value = statistic(samples);
        return value === null ? [] : [{ at, value }];
      },
    );
    if (ScanBy === "TimestampDescending") points.reverse();
    const result = {
      Id,
      Label: Label ?? MetricName,
      Timestamps: points.map(({ at }) => at),
      Values: points.map(({ value }) => value),
      StatusCode: "Complete",
    };
    return ReturnData ? [result] : [];
  });
  return { MetricDataResults: results, Messages: [] };
}

function invalid(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}
