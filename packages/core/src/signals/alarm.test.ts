import { expect, test } from "vitest";
import composite from "../../../../test/fixtures/events/alarm.composite.json" with { type: "json" };
import contributor from "../../../../test/fixtures/events/alarm.contributor.json" with { type: "json" };
import documented from "../../../../test/fixtures/events/alarm.feature-drift.documented.json" with {
  type: "json",
};
import observed from "../../../../test/fixtures/events/alarm.feature-drift.observed.json" with {
  type: "json",
};
import metric from "../../../../test/fixtures/events/alarm.metric.json" with { type: "json" };
import otherService from "../../../../test/fixtures/events/alarm.other-service.json" with { type: "json" };
import { alarm } from "./alarm.ts";

test.each([
  ["the documented", documented, "wind"],
  ["the observed", observed, "temp_max"],
])("%s names of Model Monitor's metrics give endpoint and feature", (_, event, driftedFeature) => {
  expect(alarm.read(event)).toMatchObject({ signal: { endpoint: "frost-prod", driftedFeature } });
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
