import { z } from "zod";
import { dimensions, listOf } from "../timestamp.ts";

// The query protocol has text only.
const number = z.coerce.number();
const flag = z.union([z.boolean(), z.stringbool()]);
const name = z.string().min(1).max(255);
const actions = listOf(z.string().min(1).max(1024)).pipe(z.array(z.string()).max(5));
const stateValue = z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"]);

export const metricQuery = z.object({
  Id: name,
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: flag.optional(),
  Period: number.optional(),
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: z.string().optional(),
        MetricName: z.string().optional(),
        Dimensions: listOf(z.object({ Name: z.string(), Value: z.string() })),
      }),
      Period: number.default(60),
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
});

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
export const putMetricAlarm = z.object({
  AlarmName: name,
  AlarmDescription: z.string().max(1024).optional(),
  ActionsEnabled: flag.default(true),
  OKActions: actions,
  AlarmActions: actions,
  InsufficientDataActions: actions,
  MetricName: name.optional(),
  Namespace: name.optional(),
  Statistic: z.enum(["SampleCount", "Average", "Sum", "Minimum", "Maximum"]).optional(),
  ExtendedStatistic: z.string().optional(),
  Dimensions: dimensions,
  Period: number.optional(),
  Unit: z.string().optional(),
  EvaluationPeriods: number.pipe(z.int().min(1)),
  DatapointsToAlarm: number.optional(),
  Threshold: number.optional(),
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
  ThresholdMetricId: name.optional(),
});

export const describeAlarms = z.object({
  AlarmNames: listOf(name).pipe(z.array(z.string()).max(100)),
  AlarmNamePrefix: name.optional(),
  AlarmTypes: listOf(z.enum(["CompositeAlarm", "MetricAlarm", "LogAlarm"])),
  ChildrenOfAlarmName: name.optional(),
  ParentsOfAlarmName: name.optional(),
  StateValue: stateValue.optional(),
  ActionPrefix: z.string().optional(),
  MaxRecords: number.pipe(z.int().min(1).max(100)).default(50),
  NextToken: z.string().optional(),
});

export const deleteAlarms = z.object({ AlarmNames: listOf(name).pipe(z.array(z.string()).min(1).max(100)) });

export const setAlarmState = z.object({
  AlarmName: name,
  StateValue: stateValue,
  StateReason: z.string().max(1023),
  StateReasonData: z.string().max(4000).optional(),
});

export type MetricQuery = z.infer<typeof metricQuery>;
export type AlarmSettings = z.infer<typeof putMetricAlarm>;
export type StateValue = z.infer<typeof stateValue>;
