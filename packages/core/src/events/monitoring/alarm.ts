import * as z from "zod/mini";
import { optionalText, text } from "../../schema/fields.ts";
import { broken } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import type { AlarmChanged } from "../../vocabulary/signal.ts";
import { eventParser } from "../parser/event-parser.ts";
import { identityOf } from "../parser/identity.ts";
import { alarmMetric, contributorAttributes, watchedEndpoint } from "./alarm-metric.ts";
import { monitoredMetric } from "./monitor-metric.ts";

const detail = () =>
  z.object(
    {
      alarmName: text("the alarm's name"),
      state: z.object(
        {
          value: z.enum(["OK", "ALARM", "INSUFFICIENT_DATA"], "OK, ALARM or INSUFFICIENT_DATA"),
          reason: optionalText("a text"),
          timestamp: z.nullish(moment),
          actionsSuppressedBy: optionalText("a text or null"),
        },
        "an object with the alarm's state",
      ),
      configuration: z.nullish(
        z.object(
          {
            alarmRule: optionalText("a composite alarm's rule"),
            metrics: z.nullish(z.array(alarmMetric, "a list of metrics")),
          },
          "an object with the alarm's configuration",
        ),
      ),
      alarmContributor: z.nullish(
        z.object(
          { id: text("the contributor's id"), attributes: z.nullish(contributorAttributes) },
          "an object with the contributor's id and attributes",
        ),
      ),
    },
    "an object with the alarm's fields",
  );

/**
 * Metric, metric math, anomaly and composite alarms, and the contributors of a Metrics Insights alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 * Identity: alarm ARN, contributor, state, time of that state.
 */
export const alarm = eventParser<AlarmChanged, z.output<ReturnType<typeof detail>>>({
  kind: "alarm-changed",
  source: "aws.cloudwatch",
  detailTypes: ["CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change"],
  detail,
  happened: (changed) => changed.state.timestamp,
  read({ detail: changed, at, resources }) {
    const [arn] = resources;
    if (typeof arn !== "string" || !/^arn:[a-z0-9-]+:cloudwatch:[a-z0-9-]*:\d*:alarm:.+$/i.test(arn)) {
      return {
        malformed: broken(
          "resources.0",
          arn,
          'the ARN of an alarm such as "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:name"',
        ),
      };
    }
    const { state, configuration, alarmContributor } = changed;
    const metrics = configuration?.metrics ?? [];
    // CloudWatch sends the event even while somebody has silenced the alarm's actions: say so.
    const silenced = state.actionsSuppressedBy ? ` (actions suppressed by ${state.actionsSuppressedBy})` : "";
    return {
      signal: {
        kind: "alarm-changed",
        identity: identityOf("alarm-changed", arn, alarmContributor?.id ?? null, state.value, at),
        at,
        alarm: changed.alarmName,
        arn,
        state: state.value,
        reason: `${state.reason ?? "CloudWatch gave no reason"}${silenced}`,
        composite: Boolean(configuration?.alarmRule),
        endpoint: watchedEndpoint(metrics, alarmContributor?.attributes ?? new Map()),
        monitored: monitoredMetric(metrics),
      },
    };
  },
});
