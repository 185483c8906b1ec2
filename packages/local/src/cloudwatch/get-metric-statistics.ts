import { z } from "zod";
import { ServiceError } from "../world.ts";
import type { MetricRecorder } from "./metric-recorder.ts";
import { filledPeriods } from "./periods.ts";
import { statisticOf } from "./statistics.ts";
import { dimensions, listOf, timestamp } from "./timestamp.ts";

const request = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: dimensions,
  StartTime: timestamp,
  EndTime: timestamp,
  Period: z.number(),
  Statistics: listOf(z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"])),
  ExtendedStatistics: listOf(z.string()),
  Unit: z.string().optional(),
});

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html */
export function getMetricStatistics(input: unknown, recorder: MetricRecorder): unknown {
  const parsed = request.safeParse(input);
  if (!parsed.success) throw new ServiceError("InvalidParameterValue", z.prettifyError(parsed.error));
  const { Namespace, MetricName, Dimensions, StartTime, EndTime, Period, ...asked } = parsed.data;
  if (asked.Statistics.length + asked.ExtendedStatistics.length === 0) {
    throw new ServiceError(
      "InvalidParameterCombination",
      "Must specify either Statistics or ExtendedStatistics",
    );
  }
  if ((EndTime.getTime() - StartTime.getTime()) / 1000 / Period > 1440) {
    throw new ServiceError(
      "InvalidParameterCombination",
      "You have requested up to more than 1,440 datapoints. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
    );
  }
  const periods = filledPeriods(
    recorder,
    { namespace: Namespace, name: MetricName, dimensions: Dimensions },
    { start: StartTime, end: EndTime, period: Period, refusedAs: "InvalidParameterValue" },
    asked.Unit ?? null,
  );
  return {
    Label: MetricName,
    Datapoints: periods.map(({ at, samples }) => {
      const told = (names: readonly string[]) =>
        names.flatMap((name) => {
          const statistic = statisticOf(name);
          if (!statistic) {
            throw new ServiceError("InvalidParameterValue", `The value ${name} is not a valid statistic.`);
          }
          const value = statistic(samples);
          return value === null ? [] : [[name, value] as const];
        });
      const extended = told(asked.ExtendedStatistics);
      return {
        Timestamp: at,
        ...Object.fromEntries(told(asked.Statistics)),
        ...(extended.length === 0 ? {} : { ExtendedStatistics: new Map(extended) }),
        Unit: asked.Unit ?? "None",
      };
    }),
  };
}
