import { z } from "zod";
import { type Operation, ServiceError } from "../../world.ts";
import { statisticOf } from "../statistics.ts";
import type { Alarm, Alarms } from "./alarms.ts";
import { deleteAlarms, describeAlarms, putMetricAlarm, setAlarmState } from "./requests.ts";

/** PutMetricAlarm and its companions. */
export function alarmOperations(alarms: Alarms): readonly (readonly [string, Operation])[] {
  return [
    [
      "PutMetricAlarm",
      async (input) => {
        const settings = parse(putMetricAlarm, input);
        const { MetricName, Namespace, Metrics, Period, Threshold, ThresholdMetricId } = settings;
        if ((MetricName === undefined) === (Metrics.length === 0)) {
          throw combination("An alarm has either a MetricName or Metrics.");
        }
        if (MetricName !== undefined && (Namespace === undefined || Period === undefined)) {
          throw combination("An alarm on a metric needs its Namespace and a Period.");
        }
        if (MetricName !== undefined && settings.Statistic === undefined && !settings.ExtendedStatistic) {
          throw combination("An alarm on a metric needs a Statistic or an ExtendedStatistic.");
        }
        const { ExtendedStatistic, EvaluateLowSampleCountPercentile: low } = settings;
        if (ExtendedStatistic !== undefined && !statisticOf(ExtendedStatistic)) {
          throw new ServiceError(
            "InvalidParameterValue",
            `The value ${ExtendedStatistic} for parameter ExtendedStatistic is not supported.`,
          );
        }
        if (low !== undefined && low !== "evaluate" && low !== "ignore") {
          throw combination(
            `Option ${low} is not supported. Supported options for parameter EvaluateLowSampleCountPercentile are evaluate and ignore.`,
          );
        }
        if (Threshold === undefined && ThresholdMetricId === undefined) {
          throw combination("An alarm needs a Threshold or a ThresholdMetricId.");
        }
        alarms.put(settings);
        return {};
      },
    ],
    ["DescribeAlarms", async (input) => describe(alarms, parse(describeAlarms, input))],
    [
      "DeleteAlarms",
      async (input) => {
        const { AlarmNames } = parse(deleteAlarms, input);
        const missing = AlarmNames.filter((name) => !alarms.get(name));
        if (missing.length > 0) throw notFound(`Alarms not found: ${missing.join(", ")}`);
        for (const name of AlarmNames) alarms.delete(name);
        return {};
      },
    ],
    [
      "SetAlarmState",
      async (input) => {
        const { AlarmName, StateValue, StateReason, StateReasonData } = parse(setAlarmState, input);
        const alarm = alarms.get(AlarmName);
        if (!alarm) throw notFound(`Alarm not found: ${AlarmName}`);
        alarms.set(alarm, StateValue, StateReason, StateReasonData ?? null);
        return {};
      },
    ],
  ];
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
function describe(alarms: Alarms, request: z.infer<typeof describeAlarms>): unknown {
  const { AlarmNames, AlarmNamePrefix, AlarmTypes, StateValue, ActionPrefix, MaxRecords } = request;
  if (request.ChildrenOfAlarmName !== undefined || request.ParentsOfAlarmName !== undefined) {
    throw combination("Driftwheel's local AWS does not implement composite alarms.");
  }
  if (AlarmNames.length > 0 && AlarmNamePrefix !== undefined) {
    throw combination("AlarmNames and AlarmNamePrefix cannot be used together.");
  }
  const found = alarms
    .all()
    .filter(
      ({ settings, state }) =>
        (AlarmTypes.length === 0 || AlarmTypes.includes("MetricAlarm")) &&
        (AlarmNames.length === 0 || AlarmNames.includes(settings.AlarmName)) &&
        settings.AlarmName.startsWith(AlarmNamePrefix ?? "") &&
        (StateValue === undefined || state.value === StateValue) &&
        (ActionPrefix === undefined || actionsOf(settings).some((each) => each.startsWith(ActionPrefix))),
    );
  const start = positionOf(request.NextToken);
  const end = start + MaxRecords;
  return {
    MetricAlarms: found.slice(start, end).map(described),
    CompositeAlarms: [],
    ...(end < found.length ? { NextToken: String(end) } : {}),
  };
}

function described({ arn, settings, updated, state }: Alarm): unknown {
  const { Dimensions, Metrics, ...rest } = settings;
  return {
    ...rest,
    AlarmArn: arn,
    AlarmConfigurationUpdatedTimestamp: updated,
    Dimensions: Object.entries(Dimensions).map(([Name, Value]) => ({ Name, Value })),
    ...(Metrics.length === 0 ? {} : { Metrics }),
    StateValue: state.value,
    StateReason: state.reason,
    ...(state.data === null ? {} : { StateReasonData: state.data }),
    StateUpdatedTimestamp: state.since,
    StateTransitionedTimestamp: state.since,
  };
}

function actionsOf({
  OKActions,
  AlarmActions,
  InsufficientDataActions,
}: Alarm["settings"]): readonly string[] {
  return [...OKActions, ...AlarmActions, ...InsufficientDataActions];
}

function positionOf(token: string | undefined): number {
  if (token === undefined) return 0;
  if (!/^\d+$/.test(token)) throw new ServiceError("InvalidNextToken", "The token is invalid.");
  return Number(token);
}

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw new ServiceError("ValidationError", z.prettifyError(parsed.error));
  return parsed.data;
}

function combination(message: string): ServiceError {
  return new ServiceError("ValidationError", message);
}

function notFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFound", message, 404);
}
