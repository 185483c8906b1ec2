import type { World } from "../../world.ts";
import type { AlarmSettings, MetricQuery, StateValue } from "./requests.ts";

export interface Alarm {
  readonly arn: string;
  settings: AlarmSettings;
  updated: Date;
  state: AlarmState;
}

interface AlarmState {
  readonly value: StateValue;
  readonly reason: string;
  readonly data: string | null;
  readonly since: Date;
}

/** All metric alarms of the account. Nothing evaluates them: whoever knows sets their state. */
export class Alarms {
  private readonly byName = new Map<string, Alarm>();
  private readonly world: Pick<World, "region" | "account" | "emit">;

  constructor(world: Pick<World, "region" | "account" | "emit">) {
    this.world = world;
  }

  /** Makes an alarm, or changes one; its state stays. */
  put(settings: AlarmSettings): Alarm {
    const { region, account } = this.world;
    const now = new Date();
    const alarm: Alarm = this.byName.get(settings.AlarmName) ?? {
      arn: `arn:aws:cloudwatch:${region}:${account}:alarm:${settings.AlarmName}`,
      settings,
      updated: now,
      state: {
        value: "INSUFFICIENT_DATA",
        reason: "Unchecked: Initial alarm creation",
        data: null,
        since: now,
      },
    };
    alarm.settings = settings;
    alarm.updated = now;
    this.byName.set(settings.AlarmName, alarm);
    return alarm;
  }

  get(name: string): Alarm | null {
    return this.byName.get(name) ?? null;
  }

  delete(name: string): void {
    this.byName.delete(name);
  }

  all(): readonly Alarm[] {
    return [...this.byName.values()];
  }

  /** Tells the default bus when the state is another one. */
  set(alarm: Alarm, value: StateValue, reason: string, data: string | null = null): void {
    const previous = alarm.state;
    if (previous.value === value) return;
    alarm.state = { value, reason, data, since: new Date() };
    this.world.emit({
      bus: "default",
      source: "aws.cloudwatch",
      detailType: "CloudWatch Alarm State Change",
      resources: [alarm.arn],
      detail: {
        alarmName: alarm.settings.AlarmName,
        configuration: configurationOf(alarm.settings),
        previousState: eventState(previous),
        state: eventState(alarm.state),
      },
    });
  }
}

/** Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
function eventState({ value, reason, data, since }: AlarmState): Readonly<Record<string, unknown>> {
  const timestamp = since.toISOString().replace("Z", "+0000");
  return { value, reason, ...(data === null ? {} : { reasonData: data }), timestamp };
}

function configurationOf(settings: AlarmSettings): Readonly<Record<string, unknown>> {
  const { AlarmDescription, Namespace, MetricName, Dimensions, Period, Unit } = settings;
  const stat = settings.Statistic ?? settings.ExtendedStatistic;
  const metrics =
    MetricName === undefined
      ? settings.Metrics.map(queryInEvent)
      : [
          {
            id: "m1",
            metricStat: {
              metric: { namespace: Namespace, name: MetricName, dimensions: Dimensions },
              period: Period,
              stat,
              ...(Unit === undefined ? {} : { unit: Unit }),
            },
            returnData: true,
          },
        ];
  return { ...(AlarmDescription === undefined ? {} : { description: AlarmDescription }), metrics };
}

function queryInEvent({ Id, Expression, Label, ReturnData, MetricStat }: MetricQuery): unknown {
  const { Namespace, MetricName, Dimensions = [] } = MetricStat?.Metric ?? {};
  return {
    id: Id,
    expression: Expression,
    label: Label,
    metricStat: MetricStat && {
      metric: {
        namespace: Namespace,
        name: MetricName,
        dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
      },
      period: MetricStat.Period,
      stat: MetricStat.Stat,
    },
    returnData: ReturnData ?? true,
  };
}
