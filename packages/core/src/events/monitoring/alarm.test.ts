import { expect, test } from "vitest";
import attribution from "../../../../../test/fixtures/events/drift/alarms/alarm.attribution.json" with {
  type: "json",
};
import bias from "../../../../../test/fixtures/events/drift/alarms/alarm.bias.json" with { type: "json" };
import composite from "../../../../../test/fixtures/events/drift/alarms/alarm.composite.json" with {
  type: "json",
};
import contributor from "../../../../../test/fixtures/events/drift/alarms/alarm.contributor.json" with {
  type: "json",
};
import documented from "../../../../../test/fixtures/events/drift/alarms/alarm.feature-drift.documented.json" with {
  type: "json",
};
import observed from "../../../../../test/fixtures/events/drift/alarms/alarm.feature-drift.observed.json" with {
  type: "json",
};
import metric from "../../../../../test/fixtures/events/drift/alarms/alarm.metric.json" with { type: "json" };
import modelQuality from "../../../../../test/fixtures/events/drift/alarms/alarm.model-quality.json" with {
  type: "json",
};
import otherService from "../../../../../test/fixtures/events/drift/alarms/alarm.other-service.json" with {
  type: "json",
};
import { alarm } from "./alarm.ts";

test.each([
  [
    "data-quality, as documented",
    documented,
    "data-quality",
    "frost-inputs-hourly",
    "wind",
    "baseline_drift_check",
  ],
  [
    "data-quality, as observed",
    observed,
    "data-quality",
    "frost-inputs-hourly",
    "temp_max",
    "baseline_drift_check",
  ],
  ["model-quality", modelQuality, "model-quality", "frost-answers-daily", "rmse", "model_quality_check"],
  ["bias", bias, "bias", "frost-bias-daily", "DPPL region=coast", "bias_drift_check"],
  [
    "attribution",
    attribution,
    "explainability",
    "frost-shap-daily",
    "wind",
    "feature_attribution_drift_check",
  ],
])(
  "the names of Model Monitor's metrics tell what is watched: %s",
  (_, event, monitor, schedule, feature, check) => {
    expect(alarm.read(event)).toMatchObject({
      signal: { endpoint: "frost-prod", monitored: { monitor, schedule, feature, check } },
    });
  },
);

test.each([
  ["aws/sagemaker/Endpoints/data-metrics", "feature_non_null_wind"],
  ["aws/sagemaker/Endpoints/data-metrics", "feature_baseline_drift_"],
  ["aws/sagemaker/Endpoints/bias-metrics", "something_else"],
  ["aws/sagemaker/Endpoints/other-metrics", "feature_baseline_drift_wind"],
  ["frost/own", "rmse"],
])("in %s the metric %s tells of no drift", (namespace, name) => {
  const event = structuredClone(observed);
  for (const { metricStat } of event.detail.configuration.metrics)
    Object.assign(metricStat.metric, { namespace, name });
  expect(alarm.read(event)).toMatchObject({ signal: { monitored: null } });
});

test("a contributor's attributes name the endpoint, and its id is part of the identity", () => {
  const parsed = alarm.read(contributor);
  expect(parsed).toMatchObject({
    signal: { endpoint: "frost-prod", identity: expect.stringContaining("c41f90d2") },
  });
});

test("a composite alarm has no endpoint, and says that its actions were suppressed", () => {
  expect(alarm.read(composite)).toMatchObject({
    signal: { composite: true, endpoint: null, reason: expect.stringContaining("suppressed by WaitPeriod") },
  });
});

test("a dimension of another AWS service that is called Endpoint names no SageMaker endpoint", () => {
  expect(alarm.read(otherService)).toMatchObject({ signal: { endpoint: null } });
});

test("an alarm over several endpoints is about none of them", () => {
  const [first] = metric.detail.configuration.metrics;
  const second = structuredClone(first);
  if (second) second.metricStat.metric.dimensions.EndpointName = "hail-prod";
  const event = { ...metric, detail: { ...metric.detail, configuration: { metrics: [first, second] } } };
  expect(alarm.read(event)).toMatchObject({ signal: { endpoint: null } });
});

test("an alarm without its ARN is malformed", () => {
  expect(alarm.read({ ...metric, resources: [] })).toEqual({
    result: "malformed",
    kind: "alarm-changed",
    reason:
      'resources.0: is missing; expected the ARN of an alarm such as "arn:aws:cloudwatch:eu-west-1:123456789012:alarm:name"',
  });
});
