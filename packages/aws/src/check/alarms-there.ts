import { DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { cloudWatch } from "../clients/cloudwatch.ts";

/** DescribeAlarms takes so many names: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const mostNames = 100;

/** Which of these alarms there are, by name, with their states. */
export async function alarmsThere(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const states = new Map<string, string>();
  for (let first = 0; first < names.length; first += mostNames) {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch().send(
      new DescribeAlarmsCommand({
        AlarmNames: names.slice(first, first + mostNames),
        MaxRecords: mostNames,
        AlarmTypes: ["MetricAlarm", "CompositeAlarm"],
      }),
    );
    for (const { AlarmName = "", StateValue = "" } of [...MetricAlarms, ...CompositeAlarms])
      states.set(AlarmName, StateValue);
  }
  return states;
}
