/** What CloudWatch puts on the bus when an alarm on a variant's errors goes off. */
export function alarmEvent(alarm: string, endpoint: string, now: Date) {
  const at = now.toISOString().replace("Z", "+0000");
  const metric = {
    namespace: "AWS/SageMaker",
    name: "Invocation5XXErrors",
    dimensions: { EndpointName: endpoint, VariantName: "version-2" },
  };
  return {
    source: "aws.cloudwatch",
    "detail-type": "CloudWatch Alarm State Change",
    resources: [`arn:aws:cloudwatch:eu-central-1:444455556666:alarm:${alarm}`],
    detail: {
      alarmName: alarm,
      state: { value: "ALARM", reason: "12 errors in 5 minutes", timestamp: at },
      previousState: { value: "OK", timestamp: at },
      configuration: {
        metrics: [{ id: "m1", metricStat: { metric, period: 60, stat: "Sum" }, returnData: true }],
      },
    },
  };
}
