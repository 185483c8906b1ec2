import { z } from "zod";
import { dimensions, listOf } from "../timestamp.ts";

const stateValue = z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]);

export const metricQuery = z.object({
  Id: z.string(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().optional(),
  Period: z.number().optional(),
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: z.string().optional(),
        MetricName: z.string().optional(),
        Dimensions: listOf(z.object({ Name: z.string(), Value: z.string() })),
      }),
      Period: z.number().default(60),
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
});

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm = z.object({
  AlarmName: z.string(),
  AlarmDescription: z.string().optional(),
  ActionsEnabled: z.boolean().default(true),
  OKActions: listOf(z.string()),
  AlarmActions: listOf(z.string()),
  InsufficientDataActions: listOf(z.string()),
  MetricName: z.string().optional(),
  Namespace: z.string().optional(),
  Statistic: z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]).optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensions,
  Period: z.number().optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  Threshold: z.number().optional(),
  ComparisonOperator: z.enum([
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanLowerOrGreaterThanUpperThreshold",
    "LessThanLowerThreshold",
    "GreaterThanUpperThreshold",
  ]),
  TreatMissingData: z.enum(["breaching", "notBreaching", "ignore", "missing"]).optional(),
  EvaluateLowSampleCountPercentile: z.string().optional(),
  Metrics: listOf(metricQuery),
  ThresholdMetricId: z.string().optional(),
});

export const describeAlarms = z.object({
  AlarmNames: listOf(z.string()),
  AlarmNamePrefix: z.string().optional(),
  AlarmTypes: listOf(z.enum(["CompositeAlarm", "MetricAlarm", "LogAlarm"])),
  ChildrenOfAlarmName: z.string().optional(),
  ParentsOfAlarmName: z.string().optional(),
  StateValue: stateValue.optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: z.number().default(50),
  NextToken: z.string().optional(),
});

export const deleteAlarms = z.object({ AlarmNames: listOf(z.string()) });

export const setAlarmState = z.object({
  AlarmName: z.string(),
  StateValue: stateValue,
  StateReason: z.string(),
  StateReasonData: z.string().optional(),
});

export type MetricQuery = z.infer<typeof metricQuery>;
export type AlarmSettings = z.infer<typeof putMetricAlarm>;
export type StateValue = z.infer<typeof stateValue>;
